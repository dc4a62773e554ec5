package dev.visor.recognizer.search;

import dev.visor.core.Digest;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.recognizer.FaceDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the faces of any photo, whichever way up and however small, and believes the detector only what it says twice.
 *
 * <p>The detector is shown the photo in its four orientations. What it finds counts as a face if its points have a face's {@link
 * FaceShape} and stay in place on a {@link SecondLook}. Where that finds none, and the detector shrinks what it looks at, it is shown
 * ever smaller parts. A face that stands upright has the very points of the detector's own look at the whole photo.
 *
 * <p>For photos of any origin. Suites look by the detector alone, as the tracker's tool does.
 */
public final class FaceSearch implements FaceDetector {

    private static final int ORIENTATIONS = 4;

    /**
     * Points of a face wander less between looks, in distances between the eyes. On turned and tilted photos of LFW those of faces
     * wandered by .02 at most (ultra-light) and .10 (mtcnn), imagined ones by .13 and .28 at least.
     */
    private static final double MOST_WANDERING = .12;

    /** Faces whose boxes overlap more, as intersection over union, are one face seen twice. */
    private static final double SAME_FACE = .4;

    /** A copy's points lie as near to the original's: what a mask does to a detector, and not another place. */
    private static final double MOST_MOVED = .4;

    /** Parts are made smaller as long as they are shrunk more than this: a twentieth of a part is then a face's eye. */
    private static final int LEAST_SHRINKING = 4;

    private final FaceDetector detector;
    private final SecondLook secondLook;

    /** @param detector that finds upright faces; closed with this one */
    public FaceSearch(FaceDetector detector) {
        this.detector = detector;
        this.secondLook = new SecondLook(detector);
    }

    @Override
    public String id() {
        return detector.id();
    }

    @Override
    public Digest digest() {
        return Digest.builder("search").add("detector", detector.digest().hex()).build();
    }

    /** Finds faces any way up; of those that lie on their side, left is what would be left if they stood upright. */
    @Override
    public List<DetectedFace> detect(Photo photo) {
        int parts = 1;
        List<DetectedFace> faces = faces(photo, parts);
        while (faces.isEmpty() && longerSide(photo) / parts > (long) LEAST_SHRINKING * detector.sight()) {
            parts *= 2;
            faces = faces(photo, parts);
        }
        return faces;
    }

    /** Detects a known face anew in a copy of its photo; empty if none is found with its points near. */
    public Optional<Landmarks> again(Photo copy, Landmarks original) {
        return secondLook.again(copy, original).filter(seen -> SecondLook.apart(original, seen) <= MOST_MOVED);
    }

    @Override
    public int sight() {
        return detector.sight();
    }

    @Override
    public void close() {
        detector.close();
    }

    /** A face, and how far its points wandered. */
    private record Confirmed(DetectedFace face, double wandering) {}

    private List<DetectedFace> faces(Photo photo, int parts) {
        List<Confirmed> confirmed = IntStream.range(0, ORIENTATIONS)
                .boxed()
                .flatMap(quarters -> View.turned(photo, quarters).tiles(parts))
                .flatMap(this::shaped)
                .map(face -> new Confirmed(face, secondLook.wandering(photo, face.landmarks(), MOST_WANDERING)))
                .filter(face -> face.wandering() <= MOST_WANDERING)
                .sorted(Comparator.comparingDouble(Confirmed::wandering))
                .toList();
        List<DetectedFace> faces = new ArrayList<>();
        for (Confirmed one : confirmed) {
            if (faces.stream().noneMatch(known -> known.box().overlap(one.face().box()) > SAME_FACE)) {
                faces.add(one.face());
            }
        }
        faces.sort(Comparator.comparingDouble((DetectedFace face) -> face.box().area())
                .reversed());
        return List.copyOf(faces);
    }

    private Stream<DetectedFace> shaped(View view) {
        return view.seenBy(detector).stream().filter(FaceShape::isFace).map(view::inPhoto);
    }

    private static int longerSide(Photo photo) {
        return Math.max(photo.width(), photo.height());
    }
}
