package dev.visor.service.serve.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.image.Box;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;

/**
 * Faces as Amazon writes them: boxes and landmarks as shares of the photo, confidences 0..100.
 *
 * <p>Of a pose, roll is the tilt of the eyes; yaw and pitch are rough, from where the nose lies between eyes and mouth. No quality and no
 * attributes are told, as nothing here measures them.
 */
final class RekognitionShapes {

    static final String FACE_MODEL = "7.0";

    private static final String[] LANDMARKS = {"eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight"};

    /** Place of the nose between eyes and mouth, of a face that looks ahead. */
    private static final double NOSE_AHEAD = .58;

    private static final double QUARTER_TURN = 90;

    private RekognitionShapes() {}

    static void box(ObjectNode box, DetectedFace face, EmbeddingCache.Seen photo) {
        Box at = face.box();
        box.put("Width", (float) (at.width() / photo.width()))
                .put("Height", (float) (at.height() / photo.height()))
                .put("Left", (float) (at.left() / photo.width()))
                .put("Top", (float) (at.top() / photo.height()));
    }

    static float confidence(DetectedFace face) {
        return (float) (100 * Math.max(0, Math.min(1, face.score())));
    }

    /** A face that was found: a {@code ComparedFace}, or a {@code FaceDetail}. */
    static void found(ObjectNode found, DetectedFace face, EmbeddingCache.Seen photo) {
        box(found.putObject("BoundingBox"), face, photo);
        found.put("Confidence", confidence(face));
        ArrayNode landmarks = found.putArray("Landmarks");
        for (int i = 0; i < LANDMARKS.length; i++) {
            Point point = face.landmarks().points().get(i);
            landmarks
                    .addObject()
                    .put("Type", LANDMARKS[i])
                    .put("X", (float) (point.x() / photo.width()))
                    .put("Y", (float) (point.y() / photo.height()));
        }
        pose(found.putObject("Pose"), face.landmarks());
    }

    private static void pose(ObjectNode pose, Landmarks at) {
        double eyesX = (at.leftEye().x() + at.rightEye().x()) / 2;
        double eyesY = (at.leftEye().y() + at.rightEye().y()) / 2;
        double mouthY = (at.leftMouth().y() + at.rightMouth().y()) / 2;
        double apart = Math.hypot(
                at.rightEye().x() - at.leftEye().x(),
                at.rightEye().y() - at.leftEye().y());
        double roll = Math.atan2(
                at.rightEye().y() - at.leftEye().y(),
                at.rightEye().x() - at.leftEye().x());
        double aside = apart > 0 ? (at.nose().x() - eyesX) / apart : 0;
        double down = mouthY == eyesY ? NOSE_AHEAD : (at.nose().y() - eyesY) / (mouthY - eyesY);
        pose.put("Roll", (float) Math.toDegrees(roll))
                .put("Yaw", degrees(aside))
                .put("Pitch", degrees(NOSE_AHEAD - down));
    }

    private static float degrees(double share) {
        return (float) (QUARTER_TURN * Math.max(-1, Math.min(1, share)));
    }

    /** A face of a collection. */
    static void enrolled(ObjectNode node, CollectionStore.Face face) {
        node.put("FaceId", face.handle());
        box(node.putObject("BoundingBox"), face.seen().sight().face(), face.seen());
        node.put("ImageId", face.image());
        if (!face.entry().isEmpty()) {
            node.put("ExternalImageId", face.entry());
        }
        node.put("Confidence", confidence(face.seen().sight().face())).put("IndexFacesModelVersion", FACE_MODEL);
    }
}
