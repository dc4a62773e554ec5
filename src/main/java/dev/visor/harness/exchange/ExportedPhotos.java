package dev.visor.harness.exchange;

import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.external.Job;
import dev.visor.external.JobImage;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The photos of a suite that somebody else is to protect, in an order and under names that say nothing about who is in them.
 *
 * <p>Strangers lie among them, whose photos nobody looks at afterwards. Other photos of the same people would be decoys, too, but all
 * of them are in the gallery, which stays here.
 */
public final class ExportedPhotos {

    private final FaceLocator photographs;
    private final Job.Unit unit;
    private final Crop crop;
    private final Seed seed;
    private final List<FacePhoto> photos;
    private final Set<FacePhoto> scored;

    /**
     * Chooses the photos: the same for the same suite, seed and number of decoys.
     *
     * @param decoys photos of strangers, as far as there are any
     */
    public ExportedPhotos(
            ResolvedSuite suite, DataSet data, Protocol protocol, FaceLocator photographs, Job.Unit unit, int decoys) {
        this.photographs = photographs;
        this.unit = unit;
        this.crop = suite.suite().crop();
        this.seed = new Seed(suite.suite().seeds().get(0)).derive("export");
        this.scored = wanted(suite, protocol);
        List<FacePhoto> all = new ArrayList<>(scored);
        all.addAll(strangers(data, protocol, decoys));
        all.sort(order());
        this.photos = List.copyOf(all);
    }

    /** The photos that attacks of the suite look at protected. */
    private static Set<FacePhoto> wanted(ResolvedSuite suite, Protocol protocol) {
        Set<FacePhoto> wanted = new LinkedHashSet<>(protocol.probes());
        for (Entry<RecognitionAttack> attack : suite.recognitionAttacks(true)) {
            wanted.addAll(attack.plugin().protectedPhotos(protocol));
        }
        return wanted;
    }

    private List<FacePhoto> strangers(DataSet data, Protocol protocol, int decoys) {
        Set<SubjectId> known = new HashSet<>();
        protocol.photos().forEach(photo -> known.add(photo.subject()));
        Set<SubjectId> taken = new HashSet<>();
        return data.photos().stream()
                .filter(photo -> !known.contains(photo.subject()))
                .sorted(order())
                .filter(photo -> taken.add(photo.subject()))
                .limit(decoys)
                .toList();
    }

    private Comparator<FacePhoto> order() {
        return Comparator.<FacePhoto>comparingLong(
                        photo -> seed.derive(photo.id().value()).value())
                .thenComparing(FacePhoto::id);
    }

    /**
     * A photo of the job.
     *
     * @param landmarks in the photo's own pixels
     * @param scored whether it is looked at when the result is scored
     */
    public record Exported(JobImage image, FacePhoto source, Landmarks landmarks, boolean scored) {}

    /** Whoever takes the photos one by one: they are not all in memory at once. */
    public interface Taker {
        void take(Exported photo);
    }

    /** Hands over every photo that shows a face, in order. */
    public void forEach(Taker taker) {
        int number = 1;
        for (FacePhoto photo : photos) {
            Optional<Exported> exported = exported(photo, number);
            if (exported.isPresent()) {
                taker.take(exported.get());
                number++;
            }
        }
    }

    /** Returns the number of photos, whether or not they show a face. */
    public int size() {
        return photos.size();
    }

    private Optional<Exported> exported(FacePhoto photo, int number) {
        if (!(photographs.see(photo) instanceof LocatedFace.Seen seen)) {
            return Optional.empty();
        }
        boolean whole = unit == Job.Unit.PHOTO;
        FaceImage image = whole ? FaceImage.ofPhoto(seen.photo()) : seen.cut(crop);
        Landmarks landmarks = whole
                ? seen.landmarks()
                : Landmarks.of(seen.landmarks().points().stream()
                        .map(crop.fit(seen.landmarks())::apply)
                        .toList());
        long random = seed.derive("seed of " + photo.id().value()).value() >>> 33;
        return Optional.of(new Exported(
                new JobImage(JobImage.name(number), image, Optional.of(landmarks), random),
                photo,
                seen.landmarks(),
                scored.contains(photo)));
    }
}
