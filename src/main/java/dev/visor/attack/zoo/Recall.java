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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * "Which of these show her?": every probe is looked up among all gallery photos, once for each of its subject's, with the gallery clean or protected.
 *
 * <p>Protego's table of four cells (CVPR 2026): the query or the gallery or both are protected; with neither, see the control. Where the gallery is
 * protected, so are the photos of all other subjects in it, each by its own protection. Targets and distractors stay clean.
 */
public final class Recall implements RecognitionAttack {

    private static final List<Pairing> CELLS =
            List.of(Pairing.PROTECTED_CLEAN, Pairing.CLEAN_PROTECTED, Pairing.PROTECTED_PROTECTED);

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return Stream.of(protocol.probes(), protocol.mates(), protocol.targetGallery(), protocol.distractors())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        return Stream.concat(protocol.probes().stream(), protocol.mates().stream())
                .toList();
    }

    @Override
    public long trials(Protocol protocol) {
        Mates mates = Mates.of(protocol);
        return CELLS.size()
                * protocol.probes().stream()
                        .mapToLong(probe -> mates.of(probe).size())
                        .sum();
    }

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        Protocol protocol = task.protocol();
        Mates mates = Mates.of(protocol);
        for (Pairing pairing : CELLS) {
            boolean queryProtected = pairing != Pairing.CLEAN_PROTECTED;
            boolean galleryProtected = pairing != Pairing.PROTECTED_CLEAN;
            Map<PhotoId, Embedded> gallery = new LinkedHashMap<>();
            enroll(gallery, protocol.mates(), galleryProtected ? faces::protectedPhoto : faces::original);
            enroll(gallery, protocol.targetGallery(), faces::original);
            enroll(gallery, protocol.distractors(), faces::original);
            for (FacePhoto probe : protocol.probes()) {
                Acquired query = queryProtected ? faces.protectedPhoto(probe.id()) : faces.original(probe.id());
                List<FacePhoto> own = mates.of(probe);
                Map<PhotoId, Integer> ranks = query instanceof Embedded seen ? ranks(seen, gallery, own) : Map.of();
                for (FacePhoto mate : own) {
                    Acquired image = galleryProtected ? faces.protectedPhoto(mate.id()) : faces.original(mate.id());
                    trials.accept(new Trial.Retrieval(
                            task.cell(),
                            pairing,
                            probe.subject(),
                            probe.id(),
                            mate.id(),
                            ranks.containsKey(mate.id()) ? OptionalInt.of(ranks.get(mate.id())) : OptionalInt.empty(),
                            own.size(),
                            Outcome.of(query, image)));
                }
            }
        }
    }

    private static void enroll(
            Map<PhotoId, Embedded> gallery, List<FacePhoto> photos, Function<PhotoId, Acquired> faces) {
        for (FacePhoto photo : photos) {
            if (faces.apply(photo.id()) instanceof Embedded face) {
                gallery.put(photo.id(), face);
            }
        }
    }

    /** Returns the rank of each wanted image that is in the gallery: one more than there are better ones, ties by id. */
    static Map<PhotoId, Integer> ranks(Embedded query, Map<PhotoId, Embedded> gallery, List<FacePhoto> wanted) {
        List<PhotoId> ids = new ArrayList<>(gallery.keySet());
        double[] similarity = ids.stream()
                .mapToDouble(id -> query.embedding().similarity(gallery.get(id).embedding()))
                .toArray();
        Map<PhotoId, Integer> ranks = new LinkedHashMap<>();
        for (FacePhoto photo : wanted) {
            int at = ids.indexOf(photo.id());
            if (at >= 0) {
                int rank = 1;
                for (int i = 0; i < similarity.length; i++) {
                    boolean tied = Double.compare(similarity[i], similarity[at]) == 0;
                    boolean earlier = tied && ids.get(i).compareTo(photo.id()) < 0;
                    rank += similarity[i] > similarity[at] || earlier ? 1 : 0;
                }
                ranks.put(photo.id(), rank);
            }
        }
        return ranks;
    }
}
