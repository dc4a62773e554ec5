package dev.visor.harness.protection;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import java.util.Arrays;
import java.util.Locale;

/** A photo after a defense, or why it could not be protected. */
public sealed interface ProtectionResult {

    /** The data set's photo that it was made from. */
    FacePhoto source();

    /** The word in {@code photos.csv}: {@code protected}, {@code unprotected} if it came back as it was, or why there is none. */
    String outcome();

    /**
     * A protected face.
     *
     * @param crop how the face was cut
     * @param original the crop that the defense was given, quantized
     * @param face what it returned, quantized and within its budget
     * @param photo the unprotected photo
     * @param shared the photo with the protected face put back: what a person would share
     * @param landmarks of the original
     * @param cost what this photo's batch cost, divided among its photos
     */
    record Done(
            FacePhoto source,
            Crop crop,
            FaceImage original,
            FaceImage face,
            Photo photo,
            Photo shared,
            Landmarks landmarks,
            Cost cost)
            implements ProtectionResult {

        @Override
        public String outcome() {
            return Arrays.equals(original.pixels(), face.pixels()) ? "unprotected" : "protected";
        }
    }

    record Missed(FacePhoto source, Reason reason) implements ProtectionResult {

        @Override
        public String outcome() {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The cost of one protected photo.
     *
     * @param warmUp whether it was among the first that the process computed, slower than the rest
     * @param zeroGradients of the backward ones, those that were zero or no number
     * @param draws whether the defense drew at random
     */
    record Cost(double seconds, boolean warmUp, long forward, long backward, double zeroGradients, boolean draws) {}
}
