package dev.visor.attack.zoo;

import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Shown;
import dev.visor.dataset.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The data set's own verification pairs, of photos or of templates, unprotected: how good the recognizer is at all. On LFW, View 2: 10 folds of 300 genuine
 * and 300 impostor pairs.
 */
public final class View2 implements RecognitionAttack {

    private final boolean flip;

    /** @param flip whether an embedding is the sum over the photo and its mirror image, as InsightFace's evaluation does */
    public record Params(boolean flip) {}

    public View2(Params params) {
        this.flip = params.flip();
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public boolean mirrored() {
        return flip;
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return protocol.pairs().stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .flatMap(shown -> shown.photos().stream())
                .distinct()
                .toList();
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        return List.of();
    }

    @Override
    public boolean judgesDefenses() {
        return false;
    }

    @Override
    public long trials(Protocol protocol) {
        return protocol.pairs().size();
    }

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        Map<PhotoId, Acquired> templates = new HashMap<>();
        Function<Shown, Acquired> seen = shown -> shown instanceof Template template
                ? templates.computeIfAbsent(
                        template.id(), id -> TemplateRule.of(template, photo -> faces.original(photo.id())))
                : faces.original(shown.id());
        for (LabelledPair pair : task.protocol().pairs()) {
            trials.accept(new Trial.Verification(
                    task.cell(),
                    Pairing.CLEAN_CLEAN,
                    pair.first().subject(),
                    pair.first().id(),
                    pair.second().subject(),
                    pair.second().id(),
                    pair.genuine() ? Label.OTHER : Label.IMPOSTOR,
                    OptionalInt.of(pair.fold()),
                    Outcome.of(seen.apply(pair.first()), seen.apply(pair.second()))));
        }
    }
}
