package dev.visor.recognizer.training;

import dev.visor.core.InputError;
import dev.visor.recognizer.training.RecognizerTraining.Step;
import dev.visor.recognizer.training.optimization.Checkpoints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps what was told of the epochs beside what the training keeps.
 *
 * @param steps those before the checkpoint are put in when it is loaded
 */
record StepCheckpoints(Checkpoints place, List<Step> steps) implements Checkpoints {

    @Override
    public Optional<byte[]> load() {
        return place.load().map(this::read);
    }

    private byte[] read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int number = 0, count = in.readInt(); number < count; number++) {
                steps.add(new Step(number, in.readDouble(), in.readDouble(), in.readDouble(), trainingMetrics(in)));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new InputError("the checkpoint is damaged: delete it", e);
        }
    }

    private static Map<String, Double> trainingMetrics(DataInputStream in) throws IOException {
        Map<String, Double> trainingMetrics = new TreeMap<>();
        for (int i = 0, count = in.readInt(); i < count; i++) {
            trainingMetrics.put(in.readUTF(), in.readDouble());
        }
        return trainingMetrics;
    }

    @Override
    public void refuse(String reason) {
        steps.clear();
        place.refuse(reason);
    }

    @Override
    public void save(byte[] checkpoint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(steps.size());
            for (Step step : steps) {
                out.writeDouble(step.trainingLoss());
                out.writeDouble(step.validationLoss());
                out.writeDouble(step.validationAccuracy());
                out.writeInt(step.trainingMetrics().size());
                for (Map.Entry<String, Double> entry : new TreeMap<>(step.trainingMetrics()).entrySet()) {
                    out.writeUTF(entry.getKey());
                    out.writeDouble(entry.getValue());
                }
            }
            out.write(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        place.save(bytes.toByteArray());
    }
}
