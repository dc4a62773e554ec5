package dev.visor.harness.inversion;

import dev.visor.attack.Reconstruction;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The reconstructions or links of one attack on one model.
 *
 * @param faces rounded to 8 bit; empty for an attack that links
 * @param links embeddings in the teacher's space, in the order asked for; empty for an attack that shows faces
 * @param queries faces that the target was asked about
 * @param backward faces that it was differentiated at
 * @param seconds that the attack took
 */
public record AttackOutput(
        List<Reconstruction> faces, List<Embedding> links, long queries, long backward, double seconds) {

    public AttackOutput {
        faces = List.copyOf(faces);
        links = List.copyOf(links);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(queries);
            out.writeLong(backward);
            out.writeDouble(seconds);
            out.writeInt(faces.size());
            for (Reconstruction one : faces) {
                out.writeInt(one.person());
                out.writeInt(one.photo().orElse(-1));
                out.writeInt(one.face().width());
                out.writeInt(one.face().height());
                for (float value : one.face().pixels()) {
                    out.writeByte((int) value);
                }
            }
            out.writeInt(links.size());
            for (Embedding link : links) {
                out.writeInt(link.dimension());
                for (float value : link.values()) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static AttackOutput decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            long queries = in.readLong();
            long backward = in.readLong();
            double seconds = in.readDouble();
            List<Reconstruction> faces = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                int person = in.readInt();
                int photo = in.readInt();
                int width = in.readInt();
                int height = in.readInt();
                float[] pixels = new float[FaceImage.CHANNELS * width * height];
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] = in.readUnsignedByte();
                }
                faces.add(new Reconstruction(
                        person,
                        photo < 0 ? OptionalInt.empty() : OptionalInt.of(photo),
                        new FaceImage(width, height, pixels)));
            }
            List<Embedding> links = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                float[] values = new float[in.readInt()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = in.readFloat();
                }
                links.add(new Embedding(values));
            }
            return new AttackOutput(faces, links, queries, backward, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
