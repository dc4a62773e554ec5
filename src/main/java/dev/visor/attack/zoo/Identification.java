package dev.visor.attack.zoo;

import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.attack.RemoteAttack;
import dev.visor.attack.api.ApiIdentification;
import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Acquired.Missed;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * "Who is this?": every protected probe is looked up in a clean gallery.
 *
 * <p>The TIP-IM paper's protocol (section 5.1), image by image: the gallery holds all other photos of the probes' subjects, the
 * targets' photos that no defense has seen, and the distractors.
 */
public final class Identification implements RecognitionAttack {

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return Stream.of(protocol.mates(), protocol.targetGallery(), protocol.distractors())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        return protocol.probes();
    }

    @Override
    public long trials(Protocol protocol) {
        return protocol.probes().size();
    }

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        Protocol protocol = task.protocol();
        List<Search.Entry> gallery = new ArrayList<>();
        for (FacePhoto photo : originals(protocol)) {
            // A gallery photo without a face cannot be enrolled; its probe is then looked up among the others.
            if (faces.enrolled(photo.id()) instanceof Embedded face) {
                gallery.add(new Search.Entry(photo.id(), photo.subject(), face.embedding()));
            }
        }
        Set<SubjectId> targets =
                protocol.targetGallery().stream().map(FacePhoto::subject).collect(Collectors.toSet());
        Search search = new Search(gallery, targets);
        for (FacePhoto probe : protocol.probes()) {
            Acquired face = faces.protectedPhoto(probe.id());
            Optional<Search.Answer> answer =
                    face instanceof Embedded seen ? search.of(seen.embedding(), probe.subject()) : Optional.empty();
            Outcome outcome = answer.<Outcome>map(found -> new Outcome.Compared(found.similarity()))
                    .orElseGet(() ->
                            new Outcome.NotAcquired(face instanceof Missed missed ? missed.reason() : Reason.NO_FACE));
            trials.accept(new Trial.Identification(
                    task.cell(),
                    Pairing.PROTECTED_CLEAN,
                    probe.subject(),
                    probe.id(),
                    outcome,
                    answer.map(Search.Answer::found)));
        }
    }

    @Override
    public Optional<RemoteAttack> remote() {
        return Optional.of(new ApiIdentification());
    }
}
