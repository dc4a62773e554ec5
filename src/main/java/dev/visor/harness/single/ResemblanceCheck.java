package dev.visor.harness.single;

import dev.visor.core.Acquired;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.measure.Far;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.image.JpegRoundTrip;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.photo.LocatedFace.Seen;
import dev.visor.harness.protection.PhotoStrip;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.search.FaceSearch;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measures what a protected copy is worth: whether recognizers still find the person in it.
 *
 * <p>Compared is with a reference: another photo of the person, or else the original itself. <em>After</em> is the similarity of the
 * copy to the reference, the copy's face detected anew. <em>Before</em> is that of the original to the reference; where the original
 * is the reference, of what a harmless change leaves of it: its face in a cut of 224 pixels, as JPEG of quality 75, and detected anew.
 *
 * <p>Each recognizer's threshold is calibrated on all pairs of strangers, clean people of the suite's data set who are no targets, for the
 * lowest of the FARs .001, .01 and .1 that so many pairs resolve. The fewer the strangers, the higher the FAR, the lower the threshold,
 * and the harder it is to count as protected.
 */
final class ResemblanceCheck {

    private static final List<Far> FARS = List.of(new Far(.001), new Far(.01), new Far(.1));

    /** Enough pairs for the lowest FAR. */
    private static final int MOST_STRANGERS = 150;

    private static final int QUALITY = 75;

    /** The crop that is made a JPEG: the whole face with a little around it. */
    private static final Crop SHRUNK = Crop.WIDE224;

    private final FaceSearch search;
    private final List<Recognizer> recognizers;
    private final Set<String> deciding;
    private final Calibrations calibrations = new Calibrations();

    /** @param deciding ids of the recognizers that a verdict rests on */
    ResemblanceCheck(
            FaceSearch search,
            List<Recognizer> recognizers,
            Set<String> deciding,
            List<FacePhoto> people,
            FaceLocator photographs) {
        this.search = search;
        this.recognizers = List.copyOf(recognizers);
        this.deciding = Set.copyOf(deciding);
        List<FacePhoto> strangers = people.subList(0, Math.min(MOST_STRANGERS, people.size()));
        Map<PhotoId, LocatedFace> seen = new HashMap<>();
        strangers.forEach(stranger -> seen.put(stranger.id(), photographs.see(stranger)));
        recognizers.forEach(recognizer -> calibrate(recognizer, strangers, seen));
    }

    private void calibrate(Recognizer recognizer, List<FacePhoto> strangers, Map<PhotoId, LocatedFace> seen) {
        Map<PhotoId, Acquired> faces = new HashMap<>();
        for (FacePhoto stranger : strangers) {
            if (seen.get(stranger.id()) instanceof Seen sight) {
                faces.put(stranger.id(), new Acquired.Embedded(embed(recognizer, sight)));
            }
        }
        long pairs = faces.size() * (faces.size() - 1L) / 2;
        List<Far> resolved = FARS.stream()
                .filter(far -> Calibration.pairsNeeded(far) <= pairs)
                .limit(1)
                .toList();
        calibrations.calibrate(recognizer.card().id(), strangers, faces, resolved, List.of());
    }

    /** Whether there are strangers enough for a threshold. */
    boolean calibrated() {
        return recognizers.stream()
                .noneMatch(recognizer -> calibrations.of(recognizer.card().id()).isEmpty());
    }

    /**
     * Measures what every recognizer says of a copy.
     *
     * @param mate another photo of the person; empty to compare with the original itself
     * @param copy as decoded from its file
     * @return empty if the face is not found anew
     */
    Optional<List<Resemblance>> measure(Seen original, Optional<Seen> mate, Photo copy) {
        Optional<Seen> again = search.again(copy, original.landmarks()).map(at -> new Seen(copy, at));
        Optional<Seen> before = mate.isPresent() ? Optional.of(original) : harmless(original);
        if (again.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        List<Resemblance> resemblances = new ArrayList<>();
        for (Recognizer recognizer : recognizers) {
            Embedding reference = embed(recognizer, mate.orElse(original));
            String id = recognizer.card().id();
            resemblances.add(new Resemblance(
                    id,
                    deciding.contains(id),
                    embed(recognizer, before.get()).similarity(reference),
                    embed(recognizer, again.get()).similarity(reference),
                    calibrations.of(id).get(0)));
        }
        return Optional.of(resemblances);
    }

    private Optional<Seen> harmless(Seen original) {
        FaceImage jpeg = JpegRoundTrip.of(original.cut(SHRUNK), QUALITY);
        Photo small = PhotoStrip.picture(jpeg);
        Landmarks expected = Landmarks.of(original.landmarks().points().stream()
                .map(SHRUNK.fit(original.landmarks())::apply)
                .toList());
        return search.again(small, expected).map(at -> new Seen(small, at));
    }

    private static Embedding embed(Recognizer recognizer, Seen seen) {
        FaceImage face = FaceCropper.crop(
                        seen.photo(), seen.landmarks(), recognizer.card().crop())
                .quantized();
        return recognizer.embed(List.of(face)).get(0);
    }
}
