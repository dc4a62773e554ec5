package dev.visor.recognizer.djl;

import ai.djl.ndarray.types.Shape;
import dev.visor.core.Digest;
import dev.visor.core.image.Box;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.djl.OnnxNet.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Ultra-Light-Fast-Generic-Face-Detector at 320 x 240, then 68 landmarks for each face, as {@code
 * faceplugin-face-recognition-js} ships them: small, and had by package name.
 *
 * <p>Thresholds and pixel scales are those of the package's own code. Departures from it, all of which bring the points
 * closer to MTCNN's on LFW: the photo keeps its proportions (grey beside it) instead of being stretched; of overlapping
 * boxes the surest stays, by intersection over union; landmarks are sought in a square a little below the box's center,
 * and a second time in a square laid upright around the points of the first; mouth corners are the outer ones alone.
 */
public final class UltraLightDetector implements FaceDetector {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final double SURE = .65;
    private static final double SAME_FACE = .4;

    private final OnnxNet boxes;
    private final UltraLightLandmarks landmarks;
    private final Digest digest;

    /**
     * @param detector {@code model/fr_detect.onnx}
     * @param landmarker {@code model/fr_landmark.onnx}
     */
    public UltraLightDetector(ModelFile detector, ModelFile landmarker) {
        this.digest = Digest.builder("detector")
                .add("id", id())
                // As in older records.
                .add("version", 1)
                .add("boxes", detector.sha256().hex())
                .add("landmarks", landmarker.sha256().hex())
                .build();
        this.boxes = new OnnxNet(detector);
        this.landmarks = new UltraLightLandmarks(new OnnxNet(landmarker));
    }

    @Override
    public String id() {
        return "ultra-light";
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public int sight() {
        return WIDTH;
    }

    @Override
    public List<DetectedFace> detect(Photo photo) {
        List<DetectedFace> faces = new ArrayList<>();
        for (Candidate candidate : surest(candidates(photo))) {
            Landmarks points = landmarks.find(photo, candidate.box());
            faces.add(new DetectedFace(within(photo, candidate.box()), candidate.score(), points));
        }
        faces.sort(Comparator.comparingDouble((DetectedFace face) -> face.box().area())
                .reversed());
        return List.copyOf(faces);
    }

    @Override
    public void close() {
        boxes.close();
        landmarks.close();
    }

    private record Candidate(Box box, double score) {}

    private List<Candidate> candidates(Photo photo) {
        double shrink = Math.max((double) photo.width() / WIDTH, (double) photo.height() / HEIGHT);
        SimilarityTransform toPhoto = new SimilarityTransform(shrink, 0, (shrink - 1) / 2, (shrink - 1) / 2);
        float[] pixels = PhotoPatch.cut(photo, toPhoto, WIDTH, HEIGHT);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (pixels[i] - 127) / 128;
        }
        Map<String, Output> found = boxes.run(pixels, new Shape(1, 3, HEIGHT, WIDTH));
        float[] scores = found.get("scores").values();
        float[] corners = found.get("boxes").values();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < scores.length / 2; i++) {
            double score = scores[2 * i + 1];
            if (score >= SURE) {
                candidates.add(new Candidate(box(corners, 4 * i, shrink), score));
            }
        }
        return candidates;
    }

    /** The net tells corners as shares of its input. */
    private static Box box(float[] corners, int at, double shrink) {
        return new Box(
                corners[at] * WIDTH * shrink,
                corners[at + 1] * HEIGHT * shrink,
                corners[at + 2] * WIDTH * shrink,
                corners[at + 3] * HEIGHT * shrink);
    }

    /** Non-maximum suppression. */
    private static List<Candidate> surest(List<Candidate> candidates) {
        List<Candidate> kept = new ArrayList<>();
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        for (Candidate candidate : candidates) {
            if (kept.stream().noneMatch(face -> face.box().overlap(candidate.box()) > SAME_FACE)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    private static Box within(Photo photo, Box box) {
        return new Box(
                Math.max(0, box.left()),
                Math.max(0, box.top()),
                Math.min(photo.width(), box.right()),
                Math.min(photo.height(), box.bottom()));
    }
}
