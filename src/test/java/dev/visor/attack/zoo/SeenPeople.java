package dev.visor.attack.zoo;

import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Access;
import dev.visor.core.Acquired;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People whose embeddings lie on a circle, at angles in degrees. */
final class SeenPeople implements Faces {

    static final List<FacePhoto> NOBODY = List.of();

    private final Map<PhotoId, Acquired> clean = new HashMap<>();
    private final Map<PhotoId, Acquired> afterwards = new HashMap<>();

    /** A photo that looks the same after the defense. */
    FacePhoto photo(String subject, String id, double degrees) {
        return photo(subject, id, degrees, degrees);
    }

    /** A photo, and where it lies after the defense. */
    FacePhoto photo(String subject, String id, double before, double after) {
        clean.put(new PhotoId(id), at(before));
        afterwards.put(new PhotoId(id), at(after));
        return new FacePhoto(new PhotoId(id), new SubjectId(subject), Path.of(id), Optional.empty());
    }

    void lose(FacePhoto photo) {
        afterwards.put(photo.id(), new Acquired.Missed(Acquired.Reason.NO_FACE));
    }

    private static Acquired at(double degrees) {
        double angle = Math.toRadians(degrees);
        return new Acquired.Embedded(
                Embedding.normalized(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}));
    }

    @Override
    public Acquired original(PhotoId photo) {
        return clean.get(photo);
    }

    @Override
    public Acquired protectedPhoto(PhotoId photo) {
        return afterwards.get(photo);
    }

    static Protocol protocol(
            List<FacePhoto> probes, List<FacePhoto> mates, List<FacePhoto> learning, List<FacePhoto> distractors) {
        return new Protocol(probes, mates, learning, NOBODY, NOBODY, distractors, NOBODY, NOBODY, List.of());
    }

    /** The trials of an attack, whose number is the one that it announces. */
    <T extends Trial> List<T> trials(
            RecognitionAttack attack, Protocol protocol, List<Threshold> thresholds, Class<T> kind) {
        List<Trial> trials = new ArrayList<>();
        Cell cell = Cell.of("defense", List.of(), "people", 1)
                .attackedBy("attack", AttackerAccess.SCORES)
                .against("model", Access.NONE);
        attack.run(new RecognitionTask(cell, protocol, thresholds), this, trials::add);
        if (trials.size() != attack.trials(protocol)) {
            throw new AssertionError(trials.size() + " trials, and " + attack.trials(protocol) + " announced");
        }
        return trials.stream().map(kind::cast).toList();
    }
}
