package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.run.ThroughputBench.Rate;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures what comes before a face is embedded, photo by photo: reading and decoding a file, finding the faces, cutting one out. One photo at
 * a time; the detector's net has all threads, decoding and cutting one.
 */
final class PhotoBench {

    private PhotoBench() {}

    /**
     * Returns {@code decode_photos_per_s}, {@code detect_photos_per_s} and {@code align_photos_per_s}; without a detector the second is left
     * out, and the data set's landmarks are cut by. Each is the median of three passes of at least so many seconds, after one photo that warms up.
     *
     * @throws InputError if no photo can be decoded, or none has landmarks or a face that is found
     */
    static List<Rate> measure(List<FacePhoto> photos, Optional<FaceDetector> detector, Crop crop, double leastSeconds) {
        List<Rate> rates = new ArrayList<>();
        rates.add(rate("decode_photos_per_s", photos, PhotoBench::decode, leastSeconds));
        List<Photo> decoded = photos.stream()
                .map(PhotoBench::decode)
                .flatMap(Optional::stream)
                .toList();
        requireSome(decoded, "can be decoded");
        detector.ifPresent(found -> rates.add(rate("detect_photos_per_s", decoded, found::detect, leastSeconds)));
        List<LocatedFace.Seen> seen = new ArrayList<>();
        for (FacePhoto photo : photos) {
            decode(photo)
                    .ifPresent(shown -> landmarks(photo, shown, detector)
                            .ifPresent(at -> seen.add(new LocatedFace.Seen(shown, at))));
        }
        requireSome(seen, "has landmarks or a face that is found");
        rates.add(rate("align_photos_per_s", seen, face -> face.cut(crop), leastSeconds));
        return rates;
    }

    private static void requireSome(List<?> items, String what) {
        if (items.isEmpty()) {
            throw new InputError(
                    "no photo of those to be measured %s; choose another data set or detector".formatted(what));
        }
    }

    private static Optional<Photo> decode(FacePhoto photo) {
        return ImageFiles.read(photo.source(), content -> {}) instanceof Decoded decoded
                ? Optional.of(decoded.photo())
                : Optional.empty();
    }

    private static Optional<Landmarks> landmarks(FacePhoto photo, Photo shown, Optional<FaceDetector> detector) {
        return detector.isEmpty()
                ? photo.landmarks()
                : FaceChoice.main(detector.get().detect(shown), shown).map(face -> face.landmarks());
    }

    private static <T> Rate rate(String what, List<T> items, Consumer<T> work, double leastSeconds) {
        work.accept(items.get(0));
        double[] passes = new double[3];
        for (int pass = 0; pass < passes.length; pass++) {
            long done = 0;
            double seconds = 0;
            long start = System.nanoTime();
            while (seconds < leastSeconds) {
                items.forEach(work);
                done += items.size();
                seconds = (System.nanoTime() - start) / 1e9;
            }
            passes[pass] = done / seconds;
        }
        Arrays.sort(passes);
        return new Rate(what, 1, passes[1]);
    }
}
