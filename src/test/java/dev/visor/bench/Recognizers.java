package dev.visor.bench;

import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the benchmarks embed with. */
final class Recognizers {

    private Recognizers() {}

    /** {@code linear}, or the id of a card whose file lies in VISOR_ASSETS. */
    static DifferentiableRecognizer named(String id, Compute compute) {
        if (id.equals("linear")) {
            return new LinearRecognizer(card("edgeface_xxs"), compute);
        }
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            throw new IllegalStateException(
                    id + " is measured only where VISOR_ASSETS names a folder with models/ and data/");
        }
        Assets assets = Assets.of(Path.of(""), Optional.of(Path.of(folder)), System.err::println);
        return (DifferentiableRecognizer) assets.recognizer(card(id), compute);
    }

    private static RecognizerCard card(String id) {
        return new Catalog(Path.of(""))
                .suite("smoke", new Overrides(List.of(), List.of(), List.of(), List.of(id)))
                .recognizers()
                .get(id);
    }
}
