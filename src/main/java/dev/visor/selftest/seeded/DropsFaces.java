package dev.visor.selftest.seeded;

import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.attack.zoo.Verification;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.List;
import java.util.function.Consumer;

/** An attack that quietly leaves out whatever it did link: of what is left, everything is protected. */
public final class DropsFaces implements RecognitionAttack {

    private static final double ALIKE = .3;

    private final Verification honest = new Verification(new Verification.Params(0));

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        honest.run(task, faces, trial -> {
            if (!(trial.outcome() instanceof Compared compared && compared.similarity() > ALIKE)) {
                trials.accept(trial);
            }
        });
    }

    @Override
    public long trials(Protocol protocol) {
        return honest.trials(protocol);
    }

    @Override
    public Knowledge knowledge() {
        return honest.knowledge();
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return honest.originals(protocol);
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        return honest.protectedPhotos(protocol);
    }
}
