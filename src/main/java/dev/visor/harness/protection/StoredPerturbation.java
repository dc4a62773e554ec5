package dev.visor.harness.protection;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.Perturbation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A perturbation that was learned for a person, as it is stored.
 *
 * @param photos that it was learned from
 * @param seconds that learning took, of all cores
 * @param forward faces embedded, over all surrogates
 * @param backward faces differentiated, likewise
 * @param zeroGradients of the backward ones, those that were zero or no number
 * @param epochs figures of learning, in order; none of a defense that tells of none
 * @param person whom it was learned for, which is not stored, as only the photos count; {@value #EVERYBODY} where that is all people together
 */
public record StoredPerturbation(
        Perturbation perturbation,
        int photos,
        double seconds,
        long forward,
        long backward,
        long zeroGradients,
        List<LearnedEpoch> epochs,
        String person) {

    /** Stands for all people where one perturbation is for everybody. */
    public static final String EVERYBODY = "-";

    public StoredPerturbation {
        epochs = List.copyOf(epochs);
    }

    /** Returns the same as learned for that person. */
    StoredPerturbation of(String other) {
        return new StoredPerturbation(perturbation, photos, seconds, forward, backward, zeroGradients, epochs, other);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(perturbation.width());
            out.writeInt(perturbation.height());
            out.writeInt(photos);
            out.writeDouble(seconds);
            out.writeLong(forward);
            out.writeLong(backward);
            out.writeLong(zeroGradients);
            out.writeInt(epochs.size());
            for (LearnedEpoch epoch : epochs) {
                out.writeInt(epoch.number());
                out.writeInt(epoch.figures().size());
                for (Map.Entry<String, Double> figure : epoch.figures().entrySet()) {
                    out.writeUTF(figure.getKey());
                    out.writeDouble(figure.getValue());
                }
            }
            ByteBuffer values = ByteBuffer.allocate(perturbation.values().length * Float.BYTES);
            values.asFloatBuffer().put(perturbation.values());
            out.write(values.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static StoredPerturbation decode(byte[] stored) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            int width = in.readInt();
            int height = in.readInt();
            int photos = in.readInt();
            double seconds = in.readDouble();
            long forward = in.readLong();
            long backward = in.readLong();
            long zeroGradients = in.readLong();
            List<LearnedEpoch> epochs = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                int number = in.readInt();
                SortedMap<String, Double> figures = new TreeMap<>();
                for (int more = in.readInt(); more > 0; more--) {
                    figures.put(in.readUTF(), in.readDouble());
                }
                epochs.add(new LearnedEpoch(number, figures));
            }
            float[] values = new float[FaceImage.CHANNELS * width * height];
            ByteBuffer.wrap(in.readAllBytes()).asFloatBuffer().get(values);
            return new StoredPerturbation(
                    new Perturbation(width, height, values),
                    photos,
                    seconds,
                    forward,
                    backward,
                    zeroGradients,
                    epochs,
                    EVERYBODY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
