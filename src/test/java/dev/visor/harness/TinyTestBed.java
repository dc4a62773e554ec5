package dev.visor.harness;

import dev.visor.core.Box;
import dev.visor.core.DetectedFace;
import dev.visor.core.Digest;
import dev.visor.core.Landmarks;
import dev.visor.core.Photo;
import dev.visor.core.PhotoId;
import dev.visor.core.Point;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Whatever is asked for, it is a random projection, a face in the middle of each bright photo, and four people of noise. */
record TinyTestBed(Path folder) implements TestBed {

    static final int PHOTOS = 8;

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        return new LinearRecognizer(card, compute);
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        List<FacePhoto> photos = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            Path file = folder.resolve("noise-" + i + ".png");
            try {
                ImageFiles.writePng(noise(i), file);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            photos.add(
                    new FacePhoto(new PhotoId("noise-" + i), new SubjectId("person-" + i / 2), file, Optional.empty()));
        }
        return new DataSet(card.id(), photos, List.of());
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return word.equals("landmarks") ? Optional.empty() : Optional.of(new Middle());
    }

    static Photo noise(long seed) {
        byte[] rgb = new byte[120 * 100 * 3];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Photo(120, 100, rgb);
    }

    /** Every photo that is not black in its middle shows one face there. */
    private record Middle() implements FaceDetector {

        @Override
        public String id() {
            return "middle";
        }

        @Override
        public Digest digest() {
            return Digest.of("middle");
        }

        @Override
        public List<DetectedFace> detect(Photo photo) {
            int x = photo.width() / 2;
            int y = photo.height() / 2;
            if (photo.at(x, y, 0) + photo.at(x, y, 1) + photo.at(x, y, 2) == 0) {
                return List.of();
            }
            return List.of(new DetectedFace(
                    new Box(x - 20, y - 20, x + 20, y + 20),
                    1,
                    new Landmarks(
                            new Point(x - 8, y - 8),
                            new Point(x + 8, y - 8),
                            new Point(x, y),
                            new Point(x - 6, y + 8),
                            new Point(x + 6, y + 8))));
        }

        @Override
        public void close() {}
    }
}
