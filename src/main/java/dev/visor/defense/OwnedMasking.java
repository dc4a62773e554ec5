package dev.visor.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A masking together with the memory that it keeps: closed with it, so that a run of many trainings and attacks does not grow. */
record OwnedMasking(Masking masking, NDManager memory) implements Masking {

    @Override
    public int channels() {
        return masking.channels();
    }

    @Override
    public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
        return masking.maskForTraining(faces, people, classes, random);
    }

    @Override
    public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
        return masking.maskForQuery(faces, random);
    }

    @Override
    public NDArray visualize(NDArray inputs) {
        return masking.visualize(inputs);
    }

    @Override
    public boolean isRandomized() {
        return masking.isRandomized();
    }

    @Override
    public List<NDArray> weights() {
        return masking.weights();
    }

    @Override
    public List<NDArray> state() {
        return masking.state();
    }

    @Override
    public void learned(TrainingBatch trainingBatch, float[] losses) {
        masking.learned(trainingBatch, losses);
    }

    @Override
    public Map<String, Double> trainingMetrics() {
        return masking.trainingMetrics();
    }

    @Override
    public void close() {
        masking.close();
        memory.close();
    }
}
