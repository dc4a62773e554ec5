package dev.visor.harness.protection;

import dev.visor.core.PhotoId;
import dev.visor.core.file.WholeFile;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.recognizer.RecognizerCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pictures of the first probes for the report: original, mask, protected. */
public final class PhotoStrip {

    private static final int PROBES = 6;

    /** A mask is shown around middle grey, this many times as strong. */
    private static final float AMPLIFIED = 8;

    private static final float GREY = 127.5f;

    private PhotoStrip() {}

    /** Writes {@code images/DEFENSE/SURROGATES/PROBE-original.png}, {@code -mask.png} and {@code -protected.png}. */
    public static void write(
            Path run, Protection protection, List<FacePhoto> probes, Map<PhotoId, ProtectionResult> shared) {
        String surrogates =
                protection.surrogates().stream().map(RecognizerCard::id).collect(Collectors.joining("+"));
        Path folder = run.resolve("images")
                .resolve(protection.defense().id())
                .resolve(surrogates.isEmpty() ? "-" : surrogates);
        for (FacePhoto probe : probes.subList(0, Math.min(PROBES, probes.size()))) {
            if (shared.get(probe.id()) instanceof ProtectionResult.Done done) {
                String name = probe.id().value().replaceAll("[^A-Za-z0-9_.-]", "_");
                write(done.original(), folder.resolve(name + "-original.png"));
                write(mask(done), folder.resolve(name + "-mask.png"));
                write(done.face(), folder.resolve(name + "-protected.png"));
            }
        }
    }

    /** The picture of a face as a PNG file. */
    public static void write(FaceImage face, Path file) {
        WholeFile.write(file, ImageFiles.png(picture(face)));
    }

    private static FaceImage mask(ProtectionResult.Done done) {
        float[] pixels = new float[done.face().pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = GREY
                    + AMPLIFIED * (done.face().pixels()[i] - done.original().pixels()[i]);
        }
        return new FaceImage(done.face().width(), done.face().height(), pixels).quantized();
    }

    public static Photo picture(FaceImage face) {
        byte[] rgb = new byte[face.pixels().length];
        int at = 0;
        for (int y = 0; y < face.height(); y++) {
            for (int x = 0; x < face.width(); x++) {
                for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                    rgb[at++] = (byte) (int) face.at(channel, y, x);
                }
            }
        }
        return new Photo(face.width(), face.height(), rgb);
    }
}
