package dev.visor.attack.zoo;

import dev.visor.attack.Faces;
import dev.visor.attack.Mates;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.attack.RemoteAttack;
import dev.visor.attack.api.ApiVerification;
import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * "Is this her?": every probe against photos of its subject and of the targets.
 *
 * <p>For each probe: protected against the same photo, unprotected; against another photo of the subject; against the
 * nearest of the targets' gallery photos; the subject's last photo against the enrolled protected probe; and, for the first
 * probes, two protected photos of the subject. A probe whose subject has one mate only is compared with that one.
 */
public final class Verification implements RecognitionAttack {

    private final int protectedMates;

    /** @param protectedMates of how many probes another photo is protected, too: each costs one more mask */
    public record Params(int protectedMates) {

        public Params {
            if (protectedMates < 0) {
                throw new IllegalArgumentException("protected_mates must not be negative, got " + protectedMates);
            }
        }
    }

    public Verification(Params params) {
        this.protectedMates = params.protectedMates();
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return Stream.of(protocol.probes(), protocol.mates(), protocol.targetGallery())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        Mates mates = Mates.of(protocol);
        return Stream.concat(
                        protocol.probes().stream(),
                        protocol.probes().stream().limit(protectedMates).flatMap(probe -> mates.first(probe).stream()))
                .toList();
    }

    @Override
    public long trials(Protocol protocol) {
        long targets =
                protocol.targetGallery().isEmpty() ? 0 : protocol.probes().size();
        Mates mates = Mates.of(protocol);
        long mated = protocol.probes().stream()
                .filter(probe -> mates.first(probe).isPresent())
                .count();
        return protocol.probes().size() + 2 * mated + targets + Math.min(protectedMates, mated);
    }

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        Protocol protocol = task.protocol();
        Mates mates = Mates.of(protocol);
        int index = 0;
        for (FacePhoto probe : protocol.probes()) {
            Acquired protectedOne = faces.protectedPhoto(probe.id());
            Comparison comparison = new Comparison(task, probe, trials);
            comparison.with(Pairing.PROTECTED_CLEAN, Label.SAME, probe, protectedOne, faces.original(probe.id()));
            Optional<FacePhoto> first = mates.first(probe);
            first.ifPresent(mate -> comparison.with(
                    Pairing.PROTECTED_CLEAN, Label.OTHER, mate, protectedOne, faces.original(mate.id())));
            nearestTarget(protocol.targetGallery(), protectedOne, faces)
                    .ifPresent(target -> comparison.with(
                            Pairing.PROTECTED_CLEAN, Label.TARGET, target, protectedOne, faces.original(target.id())));
            mates.last(probe)
                    .ifPresent(mate -> comparison.with(
                            Pairing.CLEAN_PROTECTED, Label.OTHER, mate, faces.original(mate.id()), protectedOne));
            if (index++ < protectedMates) {
                first.ifPresent(mate -> comparison.with(
                        Pairing.PROTECTED_PROTECTED, Label.OTHER, mate, protectedOne, faces.protectedPhoto(mate.id())));
            }
        }
    }

    /** Adds what all trials of a probe share. */
    private record Comparison(RecognitionTask task, FacePhoto probe, Consumer<Trial> trials) {

        void with(Pairing pairing, Label label, FacePhoto mate, Acquired one, Acquired other) {
            trials.accept(new Trial.Verification(
                    task.cell(),
                    pairing,
                    probe.subject(),
                    probe.id(),
                    mate.subject(),
                    mate.id(),
                    label,
                    OptionalInt.empty(),
                    Outcome.of(one, other)));
        }
    }

    /** The target that the probe is taken for most easily; the first photo if the probe was not acquired. */
    private static Optional<FacePhoto> nearestTarget(List<FacePhoto> gallery, Acquired probe, Faces faces) {
        FacePhoto nearest = gallery.isEmpty() ? null : gallery.get(0);
        double most = Double.NEGATIVE_INFINITY;
        for (FacePhoto target : gallery) {
            if (probe instanceof Embedded face && faces.original(target.id()) instanceof Embedded known) {
                double similarity = face.embedding().similarity(known.embedding());
                if (similarity > most) {
                    most = similarity;
                    nearest = target;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    @Override
    public Optional<RemoteAttack> remote() {
        return Optional.of(new ApiVerification(protectedMates));
    }
}
