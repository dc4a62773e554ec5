package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.Target;
import dev.visor.core.FaceImage;
import dev.visor.core.Seed;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Follows the target's gradient through a space of faces, for everybody who is wanted at once.
 *
 * <p>The cost of a point is its doubt minus a weight times the logarithm of the wanted person's odds. Of all points that a try comes
 * by, the one that the target is surest of is what it found.
 *
 * @param steps before the task's budget
 * @param starts of every try; the best one is kept
 * @param identity the weight of the target's word
 */
record WhiteBoxSearch(int steps, int starts, double identity) {

    /** Points that are differentiated at once: more are no faster. */
    private static final int ROWS = 60;

    /** Below any logarithm of a probability that matters, and above what 32 bits lose. */
    private static final float FAR = 1000;

    /** Told about this often. */
    private static final int LINES = 4;

    /** One step of one point, in place. */
    interface Rule {

        /**
         * @param velocity what the rule remembers of the point, zeros at first
         * @param left share of the steps that are still to come, this one included, (0, 1]
         */
        void step(float[] point, float[] velocity, float[] gradient, double left);
    }

    /** One start of one try. */
    private static final class Walk {

        private final int person;
        private final float[] point;
        private final float[] velocity;
        private float[] best;
        private double score = Double.NEGATIVE_INFINITY;

        Walk(int person, float[] point) {
            this.person = person;
            this.point = point;
            this.velocity = new float[point.length];
            this.best = point.clone();
        }

        void seen(double logOdds) {
            if (logOdds > score) {
                score = logOdds;
                best = point.clone();
            }
        }
    }

    /** {@link InversionTask#tries} faces of each person, in order. */
    List<Reconstruction> run(InversionTask task, FaceSpace space, Rule rule) {
        List<Walk> walks = new ArrayList<>();
        for (int w = 0; w < task.wanted().size(); w++) {
            for (int i = 0; i < task.tries() * starts; i++) {
                Seed seed = task.random().derive("start %d of wanted %d".formatted(i, w));
                walks.add(new Walk(task.wanted().get(w).person(), space.start(seed.generator())));
            }
        }
        boolean recording = JniUtils.isGradMode();
        try {
            for (int from = 0; from < walks.size(); from += ROWS) {
                List<Walk> together = walks.subList(from, Math.min(from + ROWS, walks.size()));
                walk(
                        together,
                        task,
                        space,
                        rule,
                        "walks %d to %d of %d".formatted(from + 1, from + together.size(), walks.size()));
            }
            return found(walks, task, space);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    private void walk(List<Walk> walks, InversionTask task, FaceSpace space, Rule rule, String which) {
        int count = task.share(steps);
        int[] people = walks.stream().mapToInt(walk -> walk.person).toArray();
        RandomGenerator random = task.random().derive("queries of " + which).generator();
        for (int step = 0; step <= count; step++) {
            try (NDManager scope = task.compute().manager().newSubManager()) {
                NDArray points = Gradients.leaf(points(walks, scope));
                NDArray own = own(task.target(), space, points, people, random);
                float[] scores = own.toFloatArray();
                for (int i = 0; i < scores.length; i++) {
                    walks.get(i).seen(scores[i]);
                }
                if (step == count) {
                    // Nothing follows: the last points only had to be judged.
                    break;
                }
                NDArray gradient = task.target().gradient(cost(space, points, own), points);
                JniUtils.setGradMode(false);
                move(walks, space.process(gradient).toFloatArray(), rule, (count - step) / (double) count);
            }
            if ((step + 1) * LINES / count > step * LINES / count) {
                task.progress().accept(report(walks, which, step + 1, count));
            }
        }
    }

    private static void move(List<Walk> walks, float[] gradients, Rule rule, double left) {
        int width = gradients.length / walks.size();
        for (int i = 0; i < walks.size(); i++) {
            float[] gradient = Arrays.copyOfRange(gradients, i * width, (i + 1) * width);
            rule.step(walks.get(i).point, walks.get(i).velocity, gradient, left);
        }
    }

    private static NDArray points(List<Walk> walks, NDManager scope) {
        return rows(walks.stream().map(walk -> walk.point).toList(), scope);
    }

    static NDArray rows(List<float[]> points, NDManager scope) {
        int width = points.get(0).length;
        float[] values = new float[points.size() * width];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i), 0, values, i * width, width);
        }
        return scope.create(values, new Shape(points.size(), width));
    }

    /**
     * The logarithm of the odds that the target gives each point's own person, against everybody else: [N]. The probability's own logarithm
     * goes flat where the target is sure, long before a face looks like the person.
     */
    static NDArray own(Target target, FaceSpace space, NDArray points, int[] people, RandomGenerator random) {
        NDArray scores = target.scores(space.faces(points), random);
        NDArray own = picked(scores, people, 0);
        if (target.people() == 1) {
            return own;
        }
        // The sum over the others, by way of one of them and its share in it.
        NDArray others = scores.sub(marked(scores, people, 0, FAR));
        return own.sub(picked(scores, people, 1)).add(picked(others.logSoftmax(1), people, 1));
    }

    /** Each row's value for the person so many after its own: [N]. */
    private static NDArray picked(NDArray scores, int[] people, int after) {
        return scores.mul(marked(scores, people, after, 1)).sum(new int[] {1});
    }

    private static NDArray marked(NDArray scores, int[] people, int after, float mark) {
        int known = (int) scores.getShape().get(1);
        float[] marks = new float[people.length * known];
        for (int i = 0; i < people.length; i++) {
            marks[i * known + (people[i] + after) % known] = mark;
        }
        return scores.getManager().create(marks, scores.getShape());
    }

    /** The sum of the points' costs: as none depends on another, its gradient is every point's own. */
    NDArray cost(FaceSpace space, NDArray points, NDArray own) {
        return space.doubt(points).sub(Scaled.by(own, identity)).sum();
    }

    private List<Reconstruction> found(List<Walk> walks, InversionTask task, FaceSpace space) {
        JniUtils.setGradMode(false);
        List<Reconstruction> found = new ArrayList<>();
        for (int from = 0; from < walks.size(); from += starts) {
            Walk best = walks.get(from);
            for (Walk walk : walks.subList(from, from + starts)) {
                best = walk.score > best.score ? walk : best;
            }
            try (NDManager scope = task.compute().manager().newSubManager()) {
                FaceImage face = Faces.unstack(space.faces(rows(List.of(best.best), scope)))
                        .get(0)
                        .quantized();
                found.add(Reconstruction.of(best.person, face));
            }
        }
        return found;
    }

    private static String report(List<Walk> walks, String which, int step, int steps) {
        double mean = walks.stream()
                .mapToDouble(walk -> 1 / (1 + Math.exp(-walk.score)))
                .average()
                .orElse(0);
        return String.format(
                Locale.ROOT, "%s: step %d of %d, mean probability of the wanted person %.3f", which, step, steps, mean);
    }
}
