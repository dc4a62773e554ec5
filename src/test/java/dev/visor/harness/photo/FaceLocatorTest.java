package dev.visor.harness.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.PhotoSource;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.FaceDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the face of a photo is, and who says so. */
class FaceLocatorTest {

    private static final int SIDE = 40;
    private static final Landmarks LEFT = at(5);
    private static final Landmarks RIGHT = at(25);

    @TempDir
    private Path folder;

    private final ContentStore store = new MemoryStore();
    private Path file;

    /** Finds the faces that it is told of, and counts how often it looks. */
    private static final class Finder implements FaceDetector {

        private final List<DetectedFace> faces;
        private int looks;

        private Finder(Landmarks... faces) {
            this.faces = Stream.of(faces)
                    .map(face -> new DetectedFace(
                            new Box(
                                    face.points().get(0).x() - 2,
                                    8,
                                    face.points().get(1).x() + 2,
                                    22),
                            .9,
                            face))
                    .toList();
        }

        @Override
        public String id() {
            return "finder";
        }

        @Override
        public Digest digest() {
            return Digest.of("finder");
        }

        @Override
        public List<DetectedFace> detect(Photo photo) {
            looks++;
            return faces;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void writeAPhoto() throws IOException {
        file = folder.resolve("photo.png");
        write(1);
    }

    @Test
    void whatTheDataSetTellsIsNotDetected() {
        Finder finder = new Finder(RIGHT);

        assertThat(landmarks(locator(finder).see(photo(Optional.of(LEFT))))).isEqualTo(LEFT);
        assertThat(finder.looks).isZero();
    }

    @Test
    void whatWasDetectedOnceIsNotDetectedAgain() {
        Finder finder = new Finder(RIGHT);

        LocatedFace first = locator(finder).see(photo(Optional.empty()));
        LocatedFace again = locator(finder).see(photo(Optional.empty()));

        assertThat(landmarks(first)).isEqualTo(RIGHT);
        assertThat(landmarks(again)).isEqualTo(RIGHT);
        assertThat(finder.looks).isEqualTo(1);
    }

    @Test
    void thatThereIsNoFaceIsRememberedToo() {
        Finder finder = new Finder();
        FaceLocator locator = locator(finder);

        assertThat(locator.see(photo(Optional.empty()))).isEqualTo(new LocatedFace.Missed(Reason.NO_FACE));
        assertThat(locator.see(photo(Optional.empty()))).isEqualTo(new LocatedFace.Missed(Reason.NO_FACE));

        assertThat(finder.looks).isEqualTo(1);
        assertThat(locator.missed()).containsOnlyKeys(PhotoSource.of(file)).containsValue("no face");
    }

    @Test
    void aFileThatIsNoImageIsMissedWithAReason() throws IOException {
        Files.writeString(file, "no image");
        FaceLocator locator = locator(new Finder(LEFT));

        assertThat(locator.see(photo(Optional.of(LEFT)))).isEqualTo(new LocatedFace.Missed(Reason.UNREADABLE));
        assertThat(locator.missed()).containsOnlyKeys(PhotoSource.of(file));
    }

    @Test
    void aPhotoThatIsCutAlreadyIsTakenAsItIs() throws IOException {
        int side = Crop.ARCFACE112.side();
        byte[] noise = new byte[3 * side * side];
        new Random(1).nextBytes(noise);
        Photo crop = new Photo(side, side, noise);
        ImageFiles.writePng(crop, file);
        Finder finder = new Finder(RIGHT);
        FacePhoto photo = photo(Optional.empty()).asCut((Crop.FivePoint) Crop.ARCFACE112);

        FaceImage face = ((AlignedFace.Face) locator(finder).see(photo).cutTo(Crop.ARCFACE112)).face();

        for (int i = 0; i < side * side; i++) {
            for (int c = 0; c < FaceImage.CHANNELS; c++) {
                assertThat(face.pixels()[c * side * side + i]).isEqualTo(crop.at(i % side, i / side, c));
            }
        }
        assertThat(finder.looks).isZero();
        assertThat(locator(finder).key(photo)).isNotEqualTo(locator(finder).key(photo(Optional.empty())));
    }

    @Test
    void aCropOfAnotherSizeIsOneStillButNoOblong() throws IOException {
        FacePhoto photo = photo(Optional.empty()).asCut((Crop.FivePoint) Crop.ARCFACE112);
        assertThat(landmarks(locator(new Finder()).see(photo)).leftEye().x())
                .isCloseTo(38.2946 * SIDE / 112, within(1e-9));

        ImageFiles.writePng(new Photo(SIDE, SIDE + 1, new byte[3 * SIDE * (SIDE + 1)]), file);
        FaceLocator locator = locator(new Finder());
        assertThat(locator.see(photo)).isEqualTo(new LocatedFace.Missed(Reason.UNREADABLE));
        assertThat(locator.missed())
                .containsValue("it has 40 x 41 pixels, and its data set says that it is a square crop");
    }

    /** Two photos in one file are two photos, whose bytes are kept apart. */
    @Test
    void photosThatShareAFileAreTakenFromTheirPlaces() throws IOException {
        byte[] one = Files.readAllBytes(file);
        write(2);
        byte[] other = Files.readAllBytes(file);
        Path pack = folder.resolve("pack");
        Files.write(pack, one);
        Files.write(pack, other, StandardOpenOption.APPEND);
        FaceLocator locator = locator(new Finder(LEFT));

        assertThat(seen(locator, pack, 0, one.length)).isEqualTo(new Photo(SIDE, SIDE, pixels(1)).digest());
        assertThat(seen(locator, pack, one.length, other.length)).isEqualTo(new Photo(SIDE, SIDE, pixels(2)).digest());
        for (int start : new int[] {1, 2}) {
            assertThat(locator.see(photo(new PhotoSource(pack, start, 5, PhotoSource.Coding.PLAIN))))
                    .isEqualTo(new LocatedFace.Missed(Reason.UNREADABLE));
        }
        assertThat(locator.missed().keySet())
                .extracting(PhotoSource::name)
                .containsExactly("pack at byte 1", "pack at byte 2");
    }

    private static Digest seen(FaceLocator locator, Path pack, long start, long length) {
        return ((LocatedFace.Seen) locator.see(photo(new PhotoSource(pack, start, length, PhotoSource.Coding.PLAIN))))
                .photo()
                .digest();
    }

    private static FacePhoto photo(PhotoSource source) {
        return new FacePhoto(
                new PhotoId("photo"), new SubjectId("somebody"), source, Optional.empty(), Optional.empty());
    }

    @Test
    void aSharedPhotoIsSearchedForTheFaceThatWasThere() throws IOException {
        Photo shared = new Photo(SIDE, SIDE, pixels(2));

        assertThat(landmarks(locator(new Finder(LEFT, RIGHT)).seeAgain(shared, RIGHT)))
                .isEqualTo(RIGHT);
    }

    @Test
    void withoutADetectorTheOriginalsLandmarksStandIn() {
        FaceLocator locator = new FaceLocator(Optional.empty(), store);

        assertThat(locator.detects()).isFalse();
        assertThat(landmarks(locator.seeAgain(new Photo(SIDE, SIDE, pixels(2)), RIGHT)))
                .isEqualTo(RIGHT);
        assertThat(locator.see(photo(Optional.empty()))).isEqualTo(new LocatedFace.Missed(Reason.NO_FACE));
    }

    @Test
    void aPhotoThatChangesWhileItIsInUseIsRefused() throws IOException {
        FaceLocator locator = locator(new Finder(LEFT));
        locator.see(photo(Optional.empty()));
        write(2);

        assertThatThrownBy(() -> locator.see(photo(Optional.empty())))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("photo.png was changed while it was in use");
    }

    @Test
    void otherBytesAreOtherContents() throws IOException {
        Digest before = locator(new Finder()).contents(List.of(photo(Optional.empty())));
        assertThat(locator(new Finder()).contents(List.of(photo(Optional.empty()))))
                .isEqualTo(before);
        write(2);

        assertThat(locator(new Finder()).contents(List.of(photo(Optional.empty()))))
                .isNotEqualTo(before);
    }

    private FaceLocator locator(FaceDetector detector) {
        return new FaceLocator(Optional.of(detector), store);
    }

    private FacePhoto photo(Optional<Landmarks> landmarks) {
        return new FacePhoto(new PhotoId("photo"), new SubjectId("somebody"), file, landmarks);
    }

    private static Landmarks landmarks(LocatedFace face) {
        return ((LocatedFace.Seen) face).landmarks();
    }

    private static Landmarks at(double x) {
        return Landmarks.of(List.of(
                new Point(x, 10),
                new Point(x + 10, 10),
                new Point(x + 5, 15),
                new Point(x + 1, 20),
                new Point(x + 9, 20)));
    }

    private void write(int shade) throws IOException {
        ImageFiles.writePng(new Photo(SIDE, SIDE, pixels(shade)), file);
    }

    private static byte[] pixels(int shade) {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        Arrays.fill(pixels, (byte) shade);
        return pixels;
    }
}
