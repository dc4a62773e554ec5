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
 * Measures how fast this machine protects and embeds, on real faces.
 *
 * <p>At every batch size one batch goes first and is not counted; then full batches only. Embedding is repeated for at least a
 * second; protecting, which takes long, goes once over the photos. Neither counts decoding, detecting or cutting.
 */
public final class ThroughputBench {

    private static final double LEAST_SECONDS = 1;

    private final TestBed testBed;

    /**
     * A request to measure.
     *
     * @param suite its one model embeds; its one defense beside the control protects
     * @param batches sizes to try
     * @param photos how many distinct photos each measurement takes
     */
    public record Request(ResolvedSuite suite, List<Integer> batches, int photos, String device) {

        public Request {
            batches = List.copyOf(batches);
        }
    }

    /**
     * One measurement, warm-up excluded, device synchronized.
     *
     * @param what {@code protect_images_per_s}, {@code embed_images_per_s}
     */
    public record Rate(String what, int batch, double perSecond) {}

    public ThroughputBench(TestBed testBed) {
        this.testBed = testBed;
    }

    /**
     * Measures both at every batch size.
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
            long done = 0;
            for (int batch : request.batches()) {
                int counted = whole(request.photos(), batch);
                rates.add(embed(recognizer, faces.subList(0, counted), batch, protection));
                rates.add(protect(protection, photos.subList(0, counted), targets, batch));
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

    private static Rate embed(Recognizer recognizer, List<FaceImage> faces, int batch, SingleProtection protection) {
        recognizer.embed(faces.subList(0, batch));
        protection.compute().synchronize();
        long images = 0;
        double seconds = 0;
        long start = System.nanoTime();
        while (seconds < LEAST_SECONDS) {
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
