package dev.visor.recognizer.mesh;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.Arrays;

/**
 * The face mesh of MediaPipe apart from any photo: which points make up its triangles, and where they lie in a texture.
 *
 * @param triangles numbers of points, three for each triangle, all turning the same way
 * @param texture u and v of each point, 0..1, from the left and from the top
 */
public record MeshTopology(int[] triangles, float[] texture) {

    /** Points of a mesh. */
    public static final int POINTS = 468;

    private static final int TRIANGLES = 898;

    /** Numbers of a point: x, y, z of a face that nobody has, then u and v. */
    private static final int NUMBERS = 5;

    /** Numbers of fields: the mesh within the metadata, its points and its triangles within the mesh. */
    private static final int MESH = 1;

    private static final int VERTICES = 3;
    private static final int INDICES = 4;

    /**
     * Reads MediaPipe's metadata of its geometry pipeline, a protocol buffer.
     *
     * @throws IllegalArgumentException if it holds another mesh, or none
     */
    static MeshTopology read(byte[] metadata) {
        try {
            ByteString mesh = UnknownFieldSet.parseFrom(metadata).getField(MESH).getLengthDelimitedList().stream()
                    .findFirst()
                    .orElse(ByteString.EMPTY);
            UnknownFieldSet fields = UnknownFieldSet.parseFrom(mesh);
            float[] numbers = numbers(fields.getField(VERTICES));
            int[] triangles = fields.getField(INDICES).getVarintList().stream()
                    .mapToInt(Long::intValue)
                    .toArray();
            if (numbers.length != NUMBERS * POINTS
                    || triangles.length != 3 * TRIANGLES
                    || Arrays.stream(triangles).anyMatch(point -> point < 0 || point >= POINTS)) {
                throw new IllegalArgumentException("a mesh of %d points and %d triangles"
                        .formatted(numbers.length / NUMBERS, triangles.length / 3));
            }
            float[] texture = new float[2 * POINTS];
            for (int i = 0; i < POINTS; i++) {
                texture[2 * i] = numbers[NUMBERS * i + 3];
                texture[2 * i + 1] = numbers[NUMBERS * i + 4];
            }
            return new MeshTopology(triangles, texture);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("bytes that are no protocol buffer", e);
        }
    }

    private static float[] numbers(UnknownFieldSet.Field field) {
        float[] numbers = new float[field.getFixed32List().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.intBitsToFloat(field.getFixed32List().get(i));
        }
        return numbers;
    }
}
