package dev.visor.recognizer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Digest;
import dev.visor.core.image.Box;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.MarkedFaces;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceSearchTest {

    private static final Point PLACE = new Point(130, 90);

    private final FaceDetector detector = new MarkedFaces.Detector(Integer.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(doubles = {0, 15, 45, 90, 120, 135, 180, -30, -90, -150})
    void findsAFaceWhicheverWayUpItIs(double degrees) {
        SimilarityTransform face = MarkedFaces.fromCrop(PLACE, degrees, 1);
        Photo photo = MarkedFaces.photo(280, 200, 1, face);

        List<DetectedFace> faces = new FaceSearch(detector).detect(photo);

        assertThat(faces).hasSize(1);
        assertThat(SecondLook.apart(MarkedFaces.landmarks(face), faces.get(0).landmarks()))
                .isLessThan(.03);
        assertThat(faces.get(0).box().overlap(new Box(80, 35, 180, 145))).isGreaterThan(.4);
    }

    @Test
    void leavesAnUprightFaceItsPointsToTheBit() {
        Photo photo = MarkedFaces.photo(280, 200, 1, MarkedFaces.fromCrop(PLACE, 10, 1));

        assertThat(new FaceSearch(detector).detect(photo)).isEqualTo(detector.detect(photo));
    }

    @Test
    void believesNothingThatMovesWithTheWindow() {
        Landmarks middle = MarkedFaces.landmarks(MarkedFaces.fromCrop(new Point(120, 120), 0, 1));
        FaceDetector dreamer = detector(photo -> List.of(new DetectedFace(new Box(60, 60, 180, 180), 1, middle)));

        assertThat(new FaceSearch(dreamer).detect(new Photo(240, 240, new byte[3 * 240 * 240])))
                .isEmpty();
    }

    @Test
    void believesNoMirroredFace() {
        Landmarks face = MarkedFaces.landmarks(MarkedFaces.fromCrop(PLACE, 0, 1));
        Landmarks mirrored =
                new Landmarks(face.rightEye(), face.leftEye(), face.nose(), face.rightMouth(), face.leftMouth());

        assertThat(FaceShape.isFace(found(face))).isTrue();
        assertThat(FaceShape.isFace(found(mirrored))).isFalse();
    }

    @Test
    void believesNoFaceWithTheMouthAboveTheEyesOrAllInOnePoint() {
        Landmarks face = MarkedFaces.landmarks(MarkedFaces.fromCrop(PLACE, 180, 1));
        Landmarks point = Landmarks.of(List.of(PLACE, PLACE, PLACE, PLACE, PLACE));

        assertThat(FaceShape.isFace(found(face))).isFalse();
        assertThat(FaceShape.isFace(found(point))).isFalse();
    }

    @Test
    void believesNoFaceOutsideOfItsBoxOrOutOfProportion() {
        Landmarks face = MarkedFaces.landmarks(MarkedFaces.fromCrop(PLACE, 0, 1));
        Landmarks stretched = Landmarks.of(face.points().stream()
                .map(point -> new Point(point.x(), 5 * point.y()))
                .toList());

        assertThat(FaceShape.isFace(new DetectedFace(new Box(0, 0, 60, 60), 1, face)))
                .isFalse();
        assertThat(FaceShape.isFace(new DetectedFace(new Box(0, 0, 900, 900), 1, stretched)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 90})
    void findsASmallFaceInALargePhotoThatTheDetectorShrinks(double degrees) {
        FaceDetector shortSighted = new MarkedFaces.Detector(100);
        SimilarityTransform face = MarkedFaces.fromCrop(new Point(720, 330), degrees, .6);
        Photo photo = MarkedFaces.photo(1000, 600, 1, face);

        assertThat(shortSighted.detect(photo)).isEmpty();
        List<DetectedFace> faces = new FaceSearch(shortSighted).detect(photo);

        assertThat(faces).hasSize(1);
        assertThat(SecondLook.apart(MarkedFaces.landmarks(face), faces.get(0).landmarks()))
                .isLessThan(.05);
    }

    @Test
    void findsAKnownFaceAnewInACopyAndNoOther() {
        SimilarityTransform face = MarkedFaces.fromCrop(PLACE, 90, 1);
        Landmarks at = MarkedFaces.landmarks(face);
        FaceSearch search = new FaceSearch(detector);

        assertThat(search.again(MarkedFaces.photo(280, 200, 1, face), at)
                        .orElseThrow()
                        .nose()
                        .x())
                .isCloseTo(at.nose().x(), within(1.));
        assertThat(search.again(MarkedFaces.photo(280, 200, 1, MarkedFaces.fromCrop(new Point(150, 110), 90, 1)), at))
                .isEmpty();
        assertThat(search.again(new Photo(280, 200, new byte[3 * 280 * 200]), at))
                .isEmpty();
    }

    @Test
    void turnsPixelsWithoutMakingAny() {
        Photo photo = new Photo(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(View.turned(photo, 1).pixels().rgb()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(View.turned(photo, 1).pixels().height()).isEqualTo(2);
        assertThat(View.turned(photo, 2).pixels().rgb()).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(View.turned(photo, 3).pixels().rgb()).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(View.turned(photo, 3).toPhoto().apply(new Point(0, 0))).isEqualTo(new Point(1, 0));
    }

    private static DetectedFace found(Landmarks points) {
        return new DetectedFace(new Box(80, 30, 180, 150), 1, points);
    }

    private static FaceDetector detector(Function<Photo, List<DetectedFace>> detect) {
        return new FaceDetector() {
            @Override
            public String id() {
                return "dreamer";
            }

            @Override
            public Digest digest() {
                return Digest.of("dreamer");
            }

            @Override
            public List<DetectedFace> detect(Photo photo) {
                return detect.apply(photo);
            }

            @Override
            public void close() {}
        };
    }
}
