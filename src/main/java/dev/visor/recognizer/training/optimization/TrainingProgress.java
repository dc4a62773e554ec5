package dev.visor.recognizer.training.optimization;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The progress of a training: its epochs, and the weights of the best. With the weights as they are now, all that it needs to go on. */
final class TrainingProgress {

    private final Seed seed;
    private final List<Epoch> epochs = new ArrayList<>();
    private byte[] best = new byte[0];
    private int bestEpoch;

    TrainingProgress(Seed seed) {
        this.seed = seed;
    }

    List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /** The number of the next epoch. */
    int next() {
        return epochs.size();
    }

    /** Epochs since the best one, when the next begins. */
    int waited() {
        return next() - bestEpoch;
    }

    byte[] best() {
        return best;
    }

    /** An epoch is over. */
    void add(Epoch epoch, Network network) {
        if (epochs.isEmpty() || isBetter(epoch, epochs.get(bestEpoch))) {
            best = Weights.encode(network);
            bestEpoch = epoch.number();
        }
        epochs.add(epoch);
    }

    /** With nobody to validate on, later is better. */
    private static boolean isBetter(Epoch epoch, Epoch best) {
        return epoch.validation().isEmpty()
                || epoch.validation().getAsDouble() < best.validation().getAsDouble();
    }

    byte[] encode(Network network, Optimizer optimizer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(seed.value());
            out.writeInt(bestEpoch);
            out.writeInt(epochs.size());
            for (Epoch epoch : epochs) {
                out.writeDouble(epoch.training().orElse(Double.NaN));
                out.writeDouble(epoch.validation().orElse(Double.NaN));
            }
            for (byte[] part : List.of(best, Weights.encode(network), optimizer.encode())) {
                out.writeInt(part.length);
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the reason why a checkpoint that can be read must not be gone on from, as a clause; empty if it may be.
     *
     * <p>A validation loss that is no number was once kept, and every later run with that store ended at it.
     */
    static Optional<String> unsound(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            in.readLong();
            in.readInt();
            int told = 0;
            int count = in.readInt();
            for (int number = 0; number < count; number++) {
                OptionalDouble training = number(in);
                OptionalDouble validation = number(in);
                told += validation.isPresent() ? 1 : 0;
                boolean finite = Double.isFinite(training.orElse(0)) && Double.isFinite(validation.orElse(0));
                if (!finite || training.isPresent() != number > 0) {
                    return Optional.of(
                            String.format(Locale.ROOT, "the losses of epoch %d are no finite numbers", number));
                }
            }
            if (told > 0 && told < count) {
                return Optional.of("a validation loss is no number");
            }
            boolean finite = Weights.areFinite(part(in)) && Weights.areFinite(part(in));
            return finite ? Optional.empty() : Optional.of("its weights are not finite");
        } catch (IOException e) {
            return Optional.of("it is cut off");
        }
    }

    /**
     * Goes back to where {@link #encode} was called.
     *
     * @throws InputError if that was another training
     */
    void decode(byte[] encoded, Network network, Optimizer optimizer) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            if (in.readLong() != seed.value()) {
                throw new InputError("the checkpoint is of a training with another seed: delete it");
            }
            bestEpoch = in.readInt();
            epochs.clear();
            for (int number = 0, count = in.readInt(); number < count; number++) {
                epochs.add(new Epoch(number, number(in), number(in)));
            }
            best = part(in);
            Weights.decode(part(in), network);
            optimizer.decode(part(in));
        } catch (IOException e) {
            throw new InputError("the checkpoint is damaged: delete it", e);
        }
    }

    private static OptionalDouble number(DataInputStream in) throws IOException {
        double value = in.readDouble();
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static byte[] part(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
