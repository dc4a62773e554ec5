package dev.visor.harness.plan;

import dev.visor.recognizer.ModelFile;
import java.util.Locale;

/** A measure of image quality that comes in a file, beside SSIM and PSNR: a card says what is computed. */
public sealed interface ImageMetric {

    /** Returns its name in {@code metrics.csv}. */
    String metric();

    /** Returns what was computed with, for the column {@code unit}: a name, and the begin of the digest. */
    String unit();

    /**
     * A network that takes two images and gives one number, such as LPIPS.
     *
     * @param metric its name, {@code lpips}
     * @param file TorchScript; takes two batches [N, 3, H, W], RGB, and gives N numbers, 0 for images that are the same
     * @param mean that is taken off the values 0..255 before they go in
     * @param std by which they are then divided
     */
    record Pairwise(String metric, ModelFile file, double mean, double std) implements ImageMetric {

        @Override
        public String unit() {
            return String.format(
                    Locale.ROOT,
                    "distance by %s %s",
                    file.path().getFileName().toString().replaceAll("[^\\w.-]", "_"),
                    file.sha256().hex().substring(0, 8));
        }
    }

    /**
     * The Frechet distance between what a recognizer sees in protected and in original faces.
     *
     * @param recognizer id of one that takes part in the suite
     */
    record Frechet(String recognizer) implements ImageMetric {

        /** Estimates from fewer images are far above the truth; Heusel et al. (2017) advise so many at least. */
        public static final int LEAST = 2_000;

        @Override
        public String metric() {
            return "fid";
        }

        @Override
        public String unit() {
            return "distance by " + recognizer;
        }
    }
}
