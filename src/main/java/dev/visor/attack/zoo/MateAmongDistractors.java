package dev.visor.attack.zoo;

import dev.visor.attack.Faces;
import dev.visor.attack.Mates;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * "Is this her, or one of so many strangers?": every protected probe is looked up in a gallery of one clean photo of its subject and the
 * distractors, once for each photo of the subject.
 *
 * <p>OPOM's protocol (Zhong and Deng, TPAMI 2022, section 4): a probe is protected at k where the photo is not among the k nearest.
 */
public final class MateAmongDistractors implements RecognitionAttack {

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return Stream.concat(protocol.mates().stream(), protocol.distractors().stream())
                .toList();
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        return protocol.probes();
    }

    @Override
    public long trials(Protocol protocol) {
        Mates mates = Mates.of(protocol);
        return protocol.probes().stream()
                .mapToLong(probe -> mates.of(probe).size())
                .sum();
    }

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        Protocol protocol = task.protocol();
        Mates mates = Mates.of(protocol);
        Map<PhotoId, Embedded> distractors = new LinkedHashMap<>();
        for (FacePhoto photo : protocol.distractors()) {
            if (faces.original(photo.id()) instanceof Embedded face) {
                distractors.put(photo.id(), face);
            }
        }
        for (FacePhoto probe : protocol.probes()) {
            Acquired query = faces.protectedPhoto(probe.id());
            for (FacePhoto mate : mates.of(probe)) {
                Acquired image = faces.original(mate.id());
                OptionalInt rank = OptionalInt.empty();
                if (query instanceof Embedded seen && image instanceof Embedded enrolled) {
                    Map<PhotoId, Embedded> gallery = new LinkedHashMap<>(distractors);
                    gallery.put(mate.id(), enrolled);
                    rank = OptionalInt.of(
                            Recall.ranks(seen, gallery, List.of(mate)).get(mate.id()));
                }
                trials.accept(new Trial.Retrieval(
                        task.cell(),
                        Pairing.PROTECTED_CLEAN,
                        probe.subject(),
                        probe.id(),
                        mate.id(),
                        rank,
                        1,
                        Outcome.of(query, image)));
            }
        }
    }
}
