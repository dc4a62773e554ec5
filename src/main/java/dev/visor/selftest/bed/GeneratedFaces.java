package dev.visor.selftest.bed;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * People who do not exist: two eyes and a mouth that all have in common, a coarse pattern of grey that is one's own, and a
 * little noise that is new in every photo. Every fourth has a first photo that is like none of the others, so that recognizers miss
 * some genuine pairs already.
 *
 * <p>The pattern is coarse, 8 x 8 blocks of 8 x 8 pixels, so that compression and rounding leave it as it is: what a photo loses
 * to them belongs to a defense.
 */
final class GeneratedFaces {

    static final int SIDE = 64;

    static final Crop CROP = new Crop.FivePoint(
            "generated64",
            SIDE,
            List.of(new Point(20, 24), new Point(44, 24), new Point(32, 36), new Point(22, 48), new Point(42, 48)));

    private static final int MARGIN = 8;
    private static final int BLOCK = 8;
    private static final int SKIN = 150;
    private static final int FEATURE = 80;

    /** Most that a block may be from the skin's grey, and a pixel from its block's. */
    private static final int PATTERN = 8;

    private static final int NOISE = 3;

    /** One in so many was photographed badly once. */
    private static final int UNLIKE = 4;

    /** Enough for 16 who are looked up or steered to, and 40 strangers. */
    private static final int WITH_THREE_PHOTOS = 18;

    private static final int PEOPLE = 60;

    /** Landmarks of the face in every photo. */
    static final Landmarks LANDMARKS = Landmarks.of(((Crop.FivePoint) CROP)
            .targets().stream()
                    .map(new SimilarityTransform(1, 0, MARGIN, MARGIN)::apply)
                    .toList());

    private GeneratedFaces() {}

    /** Returns what all faces have in common, in {@link #CROP}. */
    static FaceImage common() {
        float[] pixels = new float[FaceImage.CHANNELS * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = common(i % SIDE, i / SIDE % SIDE);
        }
        return new FaceImage(SIDE, SIDE, pixels);
    }

    /** Draws everybody's photos into the folder. */
    static DataSet draw(String id, Path folder) {
        List<FacePhoto> photos = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            SubjectId subject = new SubjectId(String.format(Locale.ROOT, "person-%02d", person));
            for (int shot = 0; shot < (person < WITH_THREE_PHOTOS ? 3 : 1); shot++) {
                PhotoId photo = new PhotoId(subject + "-" + shot);
                Path file = folder.resolve(photo + ".png");
                try {
                    ImageFiles.writePng(photo(person, shot), file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                photos.add(new FacePhoto(photo, subject, file, Optional.of(LANDMARKS)));
            }
        }
        return new DataSet(id, photos, List.of());
    }

    private static Photo photo(int person, int shot) {
        int seed = person % UNLIKE == 1 && shot == 0 ? person + PEOPLE : person;
        int[] pattern = new SplittableRandom(seed)
                .ints(BLOCK * BLOCK, -PATTERN, PATTERN + 1)
                .toArray();
        RandomGenerator noise = new SplittableRandom(1000L * person + shot + 1);
        int side = SIDE + 2 * MARGIN;
        byte[] rgb = new byte[side * side * FaceImage.CHANNELS];
        for (int y = 0, at = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int u = x - MARGIN;
                int v = y - MARGIN;
                boolean face = u >= 0 && u < SIDE && v >= 0 && v < SIDE;
                int grey = face ? common(u, v) + pattern[v / BLOCK * BLOCK + u / BLOCK] : 0;
                for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                    rgb[at++] = (byte) (face ? grey + noise.nextInt(-NOISE, NOISE + 1) : 0);
                }
            }
        }
        return new Photo(side, side, rgb);
    }

    private static int common(int x, int y) {
        boolean eye = Math.abs(y - 24) <= 4 && (Math.abs(x - 20) <= 5 || Math.abs(x - 44) <= 5);
        boolean mouth = Math.abs(y - 48) <= 3 && Math.abs(x - 32) <= 11;
        return eye || mouth ? FEATURE : SKIN;
    }
}
