package dev.visor.service;

import dev.visor.core.Acquired;
import dev.visor.core.Embedding;
import dev.visor.core.image.Box;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.service.serve.dialect.FaceReading;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** "Faces" of sixteen grey blocks, and a reader whose embedding is their greys: every similarity can be worked out by hand. */
public final class Blocks {

    public static final int SIDE = 16;
    private static final int BLOCK = SIDE / 4;

    private Blocks() {}

    /** The embedding of a photo's block means; a photo that is black all over shows no face. */
    public static Acquired read(Photo photo) {
        float[] means = new float[16];
        int width = photo.width() / 4;
        int height = photo.height() / 4;
        double sum = 0;
        for (int i = 0; i < 16; i++) {
            double block = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    block += photo.at(i % 4 * width + x, i / 4 * height + y, 0);
                }
            }
            sum += block;
            means[i] = (float) (block / width / height - 127.25);
        }
        return sum == 0
                ? new Acquired.Missed(Acquired.Reason.NO_FACE)
                : new Acquired.Embedded(Embedding.normalized(means));
    }

    /** The same face as a service sees it: it fills the middle half of the photo. */
    public static Optional<FaceReading> sight(Photo photo) {
        if (!(read(photo) instanceof Acquired.Embedded embedded)) {
            return Optional.empty();
        }
        double w = photo.width();
        double h = photo.height();
        DetectedFace face = new DetectedFace(
                new Box(w / 4, h / 4, 3 * w / 4, 3 * h / 4),
                .99,
                Landmarks.of(List.of(
                        new Point(.4 * w, .4 * h),
                        new Point(.6 * w, .4 * h),
                        new Point(.5 * w, .5 * h),
                        new Point(.42 * w, .6 * h),
                        new Point(.58 * w, .6 * h))));
        return Optional.of(new FaceReading(embedded.embedding(), face, List.of(face)));
    }

    /** A random face. */
    public static Picture face(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] rgb = new byte[SIDE * SIDE * 3];
        int[] greys = random.ints(16, 1, 256).toArray();
        for (int y = 0, at = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) greys[y / BLOCK * 4 + x / BLOCK];
                }
            }
        }
        return Picture.of(ImageFiles.png(new Photo(SIDE, SIDE, rgb)));
    }

    /** A photo without a face. */
    public static Picture nobody() {
        return Picture.of(ImageFiles.png(new Photo(SIDE, SIDE, new byte[SIDE * SIDE * 3])));
    }

    /** The similarity that the reader's embeddings have. */
    public static double cosine(Picture one, Picture other) {
        return embedding(one).similarity(embedding(other));
    }

    private static Embedding embedding(Picture picture) {
        Photo photo = ((Reading.Decoded) ImageFiles.decode(picture.file())).photo();
        return ((Acquired.Embedded) read(photo)).embedding();
    }
}
