package dev.visor.attack.zoo;

import dev.visor.attack.Countermeasure;
import dev.visor.core.Knowledge;
import java.util.Optional;

/**
 * The tracker has replaced his recognizer since the photo was shared: another one judges, with thresholds and a gallery of its own.
 *
 * <p>Radiya-Dixit et al., "Data Poisoning Won't Save You From Facial Recognition", ICLR 2022: a shared photo cannot be
 * protected again.
 */
public final class NewerRecognizer implements Countermeasure {

    private final String recognizer;

    /** @param recognizer the id of its card */
    public record Params(String recognizer) {}

    public NewerRecognizer(Params params) {
        this.recognizer = params.recognizer();
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.OBLIVIOUS;
    }

    @Override
    public Optional<String> judge() {
        return Optional.of(recognizer);
    }
}
