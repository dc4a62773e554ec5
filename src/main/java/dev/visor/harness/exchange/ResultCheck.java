package dev.visor.harness.exchange;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.external.JobImage;
import dev.visor.external.ResultFolder;
import dev.visor.external.Thumbnail;
import dev.visor.harness.exchange.ExportedPhotos.Exported;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks at a result before anything is scored: what cannot be used is a fault, what somebody must know who reads the scores is a note.
 *
 * <p>Missing, untouched, equal and lossy images are notes: a result may have them, but not silently.
 */
public final class ResultCheck {

    /** The share of a photo's pixels outside the face that may change before that is told. */
    private static final double OUTSIDE = .01;

    private final ResultFolder result;
    private final double budget;
    private final boolean wholePhotos;
    private final Crop crop;
    private final List<String> faults = new ArrayList<>();
    private final SortedMap<Note, List<String>> notes = new TreeMap<>();
    private final Map<Digest, String> outputs = new HashMap<>();
    private final Map<String, Thumbnail> inputs = new LinkedHashMap<>();
    private final Map<String, Thumbnail> thumbnails = new LinkedHashMap<>();
    private final Map<Digest, String> names = new LinkedHashMap<>();
    private final Digest.Builder images = Digest.builder("supplied images");

    /** Something that is no fault, but must be known. */
    public enum Note {
        MISSING("missing, which counts as not protected"),
        UNTOUCHED("the same as their photos"),
        ALIKE("the same as another's"),
        LOSSY("JPEG files: what a lossy format does to the protection is part of it"),
        OUTSIDE_FACE("changed outside the face, too");

        private final String sentence;

        Note(String sentence) {
            this.sentence = sentence;
        }

        /** The key of its count in a record. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Prepares the check.
     *
     * @param budget in pixel values; 0 for none
     * @param crop by which a face is cut out of a photo
     */
    ResultCheck(ResultFolder result, double budget, boolean wholePhotos, Crop crop) {
        this.result = result;
        this.budget = budget;
        this.wholePhotos = wholePhotos;
        this.crop = crop;
    }

    /** Looks at the image for a photo. */
    void look(Exported photo) {
        JobImage original = photo.image();
        inputs.put(original.name(), new Thumbnail(original.image()));
        if (!result.has(original)) {
            note(Note.MISSING, original.name());
            return;
        }
        ResultFolder.Found found = result.read(original);
        if (found.fault().isPresent()) {
            faults.add(found.fault().get());
            return;
        }
        if (found.lossy()) {
            note(Note.LOSSY, original.name());
        }
        look(photo, found.image().orElseThrow());
    }

    private void look(Exported photo, FaceImage supplied) {
        String name = photo.image().name();
        FaceImage original = photo.image().image();
        Digest digest = supplied.digest();
        images.add(name, digest);
        names.put(original.digest(), name);
        thumbnails.put(name, new Thumbnail(supplied));
        String twin = outputs.putIfAbsent(digest, name);
        if (twin != null) {
            note(Note.ALIKE, name);
        }
        if (Arrays.equals(supplied.pixels(), original.pixels())) {
            note(Note.UNTOUCHED, name);
            return;
        }
        double most = most(original, supplied);
        if (budget > 0 && most > budget) {
            faults.add(String.format(
                    Locale.ROOT,
                    "%s moves a pixel by %.0f of 255, and the job allows %.0f",
                    name,
                    most,
                    Math.floor(budget)));
        }
        if (wholePhotos && outside(photo, supplied) > OUTSIDE) {
            note(Note.OUTSIDE_FACE, name);
        }
    }

    private static double most(FaceImage original, FaceImage supplied) {
        double most = 0;
        for (int i = 0; i < original.pixels().length; i++) {
            most = Math.max(most, Math.abs(original.pixels()[i] - supplied.pixels()[i]));
        }
        return most;
    }

    /** Returns the share of pixels outside the face's square that were changed. */
    private double outside(Exported photo, FaceImage supplied) {
        FaceImage original = photo.image().image();
        SimilarityTransform toCrop = crop.fit(photo.landmarks());
        long outside = 0;
        long changed = 0;
        for (int y = 0; y < original.height(); y++) {
            for (int x = 0; x < original.width(); x++) {
                Point at = toCrop.apply(new Point(x, y));
                boolean within = at.x() >= -1 && at.y() >= -1 && at.x() <= crop.side() && at.y() <= crop.side();
                if (!within) {
                    outside++;
                    changed += differs(original, supplied, x, y) ? 1 : 0;
                }
            }
        }
        return outside == 0 ? 0 : changed / (double) outside;
    }

    private static boolean differs(FaceImage one, FaceImage other, int x, int y) {
        return one.at(0, y, x) != other.at(0, y, x)
                || one.at(1, y, x) != other.at(1, y, x)
                || one.at(2, y, x) != other.at(2, y, x);
    }

    /** Ends the check: looks for images that show another photo of the job than their own. */
    void finish() {
        thumbnails.forEach((name, image) -> inputs.forEach((other, input) -> {
            if (image.showsRatherThan(inputs.get(name), input)) {
                faults.add("%s shows photo %s, not its own: images were mixed up".formatted(name, other));
            }
        }));
    }

    private void note(Note note, String name) {
        notes.computeIfAbsent(note, n -> new ArrayList<>()).add(name);
    }

    /** Returns a clause for each thing that keeps the result from being scored. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Returns a sentence for each thing that must be known. */
    public List<String> notes() {
        List<String> sentences = new ArrayList<>();
        notes.forEach((note, names) -> sentences.add(String.format(
                Locale.ROOT,
                "%d of %d images are %s (%s%s)",
                names.size(),
                inputs.size(),
                note.sentence,
                String.join(", ", names.subList(0, Math.min(3, names.size()))),
                names.size() > 3 ? ", ..." : "")));
        return sentences;
    }

    /** Returns how many images a note is about. */
    int count(Note note) {
        return notes.getOrDefault(note, List.of()).size();
    }

    /** Returns the number of photos that the job has. */
    int photos() {
        return inputs.size();
    }

    /** The names of the supplied images, by the digest of their originals. */
    Map<Digest, String> names() {
        return names;
    }

    /** Stands for all images. */
    Digest images() {
        return images.build();
    }
}
