package dev.visor.defense.makeup;

import dev.visor.core.image.Point;
import dev.visor.recognizer.mesh.FaceMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A region of a face that makeup is put on, outlined by points of MediaPipe's mesh.
 *
 * <p>The numbers are those of the contours that the mesh's authors name (npm {@code @tensorflow-models/facemesh@0.0.5}, Apache-2.0); which
 * contours bound a region is ours, and so are the cheeks, which have none.
 */
public enum FaceRegion {
    /** Both lips, without what lies between them. */
    LIPS(List.of(Contours.LIPS), List.of(Contours.MOUTH)),
    /** From the eyes up to the brows, without the eyes. */
    EYE_SHADOW(List.of(Contours.RIGHT_LID, Contours.LEFT_LID), List.of(Contours.RIGHT_EYE, Contours.LEFT_EYE)),
    /** A narrow ring around each eye. */
    EYELINER(List.of(Contours.RIGHT_RING, Contours.LEFT_RING), List.of(Contours.RIGHT_EYE, Contours.LEFT_EYE)),
    BROWS(List.of(Contours.RIGHT_BROW, Contours.LEFT_BROW), List.of()),
    /** A disc on each cheek, a quarter of the distance between the eyes in radius. */
    CHEEKS(List.of(), List.of(Contours.LIPS, Contours.RIGHT_RING, Contours.LEFT_RING)),
    /** The whole face without lips, eyes and brows. */
    SKIN(
            List.of(Contours.FACE),
            List.of(Contours.LIPS, Contours.RIGHT_RING, Contours.LEFT_RING, Contours.RIGHT_BROW, Contours.LEFT_BROW));

    private static final int[] CHEEK_CENTERS = {205, 425};
    private static final int CHEEK_CORNERS = 32;
    private static final double CHEEK_RADIUS = 0.25;

    private final List<int[]> outlines;
    private final List<int[]> without;

    FaceRegion(List<int[]> outlines, List<int[]> without) {
        this.outlines = outlines;
        this.without = without;
    }

    /** Returns its name in styles. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the polygons that it consists of. */
    List<List<Point>> outlines(FaceMesh mesh) {
        return this == CHEEKS ? discs(mesh) : polygons(outlines, mesh);
    }

    /** Returns the polygons that are never painted, however soft its edge. */
    List<List<Point>> without(FaceMesh mesh) {
        return polygons(without, mesh);
    }

    /** Returns the outline of the face, beyond which nothing is painted. */
    static List<List<Point>> face(FaceMesh mesh) {
        return polygons(List.of(Contours.FACE), mesh);
    }

    /** Returns the distance between the centers of the eyes, in pixels: the unit of sizes on a face. */
    static double eyeDistance(FaceMesh mesh) {
        return middle(mesh, Contours.RIGHT_CORNERS).distanceTo(middle(mesh, Contours.LEFT_CORNERS));
    }

    private static List<List<Point>> polygons(List<int[]> contours, FaceMesh mesh) {
        List<List<Point>> polygons = new ArrayList<>();
        for (int[] contour : contours) {
            List<Point> polygon = new ArrayList<>();
            for (int point : contour) {
                polygon.add(mesh.at(point));
            }
            polygons.add(polygon);
        }
        return polygons;
    }

    private static List<List<Point>> discs(FaceMesh mesh) {
        double radius = CHEEK_RADIUS * eyeDistance(mesh);
        List<List<Point>> discs = new ArrayList<>();
        for (int center : CHEEK_CENTERS) {
            List<Point> disc = new ArrayList<>();
            for (int i = 0; i < CHEEK_CORNERS; i++) {
                double angle = 2 * Math.PI * i / CHEEK_CORNERS;
                Point at = mesh.at(center);
                disc.add(new Point(at.x() + radius * Math.cos(angle), at.y() + radius * Math.sin(angle)));
            }
            discs.add(disc);
        }
        return discs;
    }

    private static Point middle(FaceMesh mesh, int[] corners) {
        Point one = mesh.at(corners[0]);
        Point other = mesh.at(corners[1]);
        return new Point((one.x() + other.x()) / 2, (one.y() + other.y()) / 2);
    }

    /** Numbers of points, around each outline; right is the person's right, as the mesh's authors have it. */
    private static final class Contours {

        private static final int[] FACE = {
            10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
            150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
        };
        private static final int[] LIPS = {
            61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146
        };
        private static final int[] MOUTH = {
            78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95
        };
        private static final int[] RIGHT_EYE = {
            33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7
        };
        private static final int[] LEFT_EYE = {
            263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249
        };
        private static final int[] RIGHT_RING = {130, 247, 30, 29, 27, 28, 56, 190, 243, 112, 26, 22, 23, 24, 110, 25};
        private static final int[] LEFT_RING = {
            359, 467, 260, 259, 257, 258, 286, 414, 463, 341, 256, 252, 253, 254, 339, 255
        };
        private static final int[] RIGHT_LID = {
            130, 113, 225, 224, 223, 222, 221, 189, 243, 133, 173, 157, 158, 159, 160, 161, 246, 33
        };
        private static final int[] LEFT_LID = {
            359, 342, 445, 444, 443, 442, 441, 413, 463, 362, 398, 384, 385, 386, 387, 388, 466, 263
        };
        private static final int[] RIGHT_BROW = {70, 63, 105, 66, 107, 55, 65, 52, 53, 46};
        private static final int[] LEFT_BROW = {300, 293, 334, 296, 336, 285, 295, 282, 283, 276};
        private static final int[] RIGHT_CORNERS = {33, 133};
        private static final int[] LEFT_CORNERS = {263, 362};
    }
}
