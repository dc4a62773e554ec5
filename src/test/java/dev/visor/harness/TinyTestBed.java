package dev.visor.harness;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.FacePhoto;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.MarkedFaces;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.recognizer.mesh.MeshPackage;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whatever is asked for, it is a random projection, a detector of marked faces, and people of noise with two photos each. */
public record TinyTestBed(Path folder, int people) implements TestBed {

    /** Of four people. */
    public TinyTestBed(Path folder) {
        this(folder, 4);
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        return new LinearRecognizer(card, compute);
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        List<FacePhoto> photos = new ArrayList<>();
        for (int i = 0; i < 2 * people; i++) {
            Path file = folder.resolve("noise-" + i + ".png");
            int seed = i;
            DrawnPhotos.write(file, "tiny " + i, () -> noise(seed));
            photos.add(
                    new FacePhoto(new PhotoId("noise-" + i), new SubjectId("person-" + i / 2), file, Optional.empty()));
        }
        return new DataSet(card.id(), photos, List.of());
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return word.equals("landmarks") ? Optional.empty() : Optional.of(new MarkedFaces.Detector(Integer.MAX_VALUE));
    }

    @Override
    public MeshFinder meshFinder(Compute compute) {
        return MeshPackage.finder(compute);
    }

    /** A face in the middle, as noisy as its photo. */
    public static Photo noise(long seed) {
        return MarkedFaces.photo(120, 100, seed, MarkedFaces.fromCrop(new Point(60, 50), 0, .45));
    }
}
