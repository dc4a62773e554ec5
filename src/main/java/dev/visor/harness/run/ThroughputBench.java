package dev.visor.harness.run;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.single.SingleProtection;
import dev.visor.recognizer.Recognizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures how fast this machine works on real faces: embeds, protects, trains, and finds them in photos.
 *
 * <p>At every batch size one batch goes first and is not counted; then full batches only. Protecting, which takes long,
 * goes once over the photos; all else is repeated. Neither counts decoding, detecting or cutting.
 */
public final class ThroughputBench {

    private final TestBed testBed;

    /** A kind of work. The words are those of the option. */
    public enum Measure {
        /** Embedding faces. */
        embed,
        /** Protecting faces. */
        protect,
        /** Steps of training a recognizer. */
        train,
        /** Decoding photos, detecting and aligning faces: photo by photo, whatever the batch sizes. */
        locate
    }

    /**
     * A request to measure.
     *
     * @param suite its one model embeds; its one defense beside the control protects
     * @param measures in any order, each once
     * @param batches sizes to try
     * @param photos how many distinct photos each measurement takes
     * @param leastSeconds for which what can be repeated is repeated
     */
    public record Request(
            ResolvedSuite suite,
            Set<Measure> measures,
            List<Integer> batches,
            int photos,
            String device,
            double leastSeconds) {

        public Request {
            measures = Set.copyOf(measures);
            batches = List.copyOf(batches);
        }
    }

    /**
     * One measurement, warm-up excluded, device synchronized.
     *
     * @param what {@code protect_images_per_s}, {@code embed_images_per_s}, {@code train_images_per_s}, or one of {@code decode},
     *     {@code detect} and {@code align} with {@code _photos_per_s}
     */
    public record Rate(String what, int batch, double perSecond) {}

    public ThroughputBench(TestBed testBed) {
        this.testBed = testBed;
    }

    /**
     * Measures what is asked for, at every batch size.
     *
     * @throws InputError if the data set has too few faces for the number of photos
     */
    public List<Rate> measure(Request request, Progress progress) {
        List<Rate> rates = new ArrayList<>();
        try (SingleProtection protection = SingleProtection.ofDataSet(request.suite(), testBed, request.device())) {
            Recognizer recognizer = protection.model();
            int most = request.batches().stream()
                    .mapToInt(batch -> whole(request.photos(), batch))
                    .max()
                    .orElseThrow(() -> new InputError("no batch size is given; expected one or more"));
            List<FacePhoto> photos = photos(protection, most);
            List<FaceImage> faces =
                    protection.photographs().faces(photos, recognizer.card().crop());
            List<FaceImage> targets = protection.suiteTargets();
            Set<Measure> measures = request.measures();
            if (measures.contains(Measure.locate)) {
                rates.addAll(PhotoBench.measure(
                        photos.subList(0, request.photos()),
                        protection.detector(),
                        protection.crop(),
                        request.leastSeconds()));
            }
            List<FaceImage> learned = measures.contains(Measure.train)
                    ? protection.photographs().faces(photos, Crop.ARCFACE64)
                    : List.of();
            long done = 0;
            for (int batch : request.batches()) {
                int counted = whole(request.photos(), batch);
                if (measures.contains(Measure.embed)) {
                    rates.add(embed(recognizer, faces.subList(0, counted), batch, protection, request.leastSeconds()));
                }
                if (measures.contains(Measure.protect)) {
                    rates.add(protect(protection, photos.subList(0, counted), targets, batch));
                }
                if (measures.contains(Measure.train)) {
                    double perSecond =
                            TrainingBench.perSecond(learned, batch, protection.compute(), request.leastSeconds());
                    rates.add(new Rate("train_images_per_s", batch, perSecond));
                }
                progress.advance("batch sizes", ++done, request.batches().size());
            }
        }
        return rates;
    }

    /** A batch that is not full would count what fills it up as done. */
    private static int whole(int photos, int batch) {
        return (photos + batch - 1) / batch * batch;
    }

    /** The first photos of the data set with different faces: equal ones would be protected once. */
    private static List<FacePhoto> photos(SingleProtection protection, int wanted) {
        Crop crop = protection.crop();
        List<FacePhoto> photos = new ArrayList<>();
        Set<Digest> seen = new HashSet<>();
        for (FacePhoto photo : protection.photos()) {
            if (photos.size() == wanted) {
                break;
            }
            if (protection.photographs().see(photo).cutTo(crop) instanceof AlignedFace.Face face
                    && seen.add(face.face().digest())) {
                photos.add(photo);
            }
        }
        if (photos.size() < wanted) {
            throw new InputError("%d photos in full batches are asked for, and the data set has %d; ask for fewer"
                    .formatted(wanted, photos.size()));
        }
        return photos;
    }

    private static Rate embed(
            Recognizer recognizer, List<FaceImage> faces, int batch, SingleProtection protection, double leastSeconds) {
        recognizer.embed(faces.subList(0, batch));
        protection.compute().synchronize();
        long images = 0;
        double seconds = 0;
        long start = System.nanoTime();
        while (seconds < leastSeconds) {
            for (int i = 0; i < faces.size(); i += batch) {
                recognizer.embed(faces.subList(i, i + batch));
                images += batch;
            }
            protection.compute().synchronize();
            seconds = (System.nanoTime() - start) / 1e9;
        }
        return new Rate("embed_images_per_s", batch, images / seconds);
    }

    private static Rate protect(
            SingleProtection protection, List<FacePhoto> photos, List<FaceImage> targets, int batch) {
        protection.protector(targets, batch).protect(photos.subList(0, batch), Progress.SILENT);
        double seconds = protection.protector(targets, batch).protect(photos, Progress.SILENT).stream()
                .mapToDouble(result -> ((ProtectionResult.Done) result).cost().seconds())
                .sum();
        return new Rate("protect_images_per_s", batch, photos.size() / seconds);
    }
}
