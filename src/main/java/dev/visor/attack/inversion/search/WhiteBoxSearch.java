package dev.visor.attack.inversion.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TargetModel;
import dev.visor.attack.inversion.LogOdds;
import dev.visor.attack.inversion.QueryAveraging;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Follows the target's gradient through a space of faces, for everybody who is wanted at once.
 *
 * <p>The cost of a point is its doubt minus a weight times the logarithm of the wanted person's odds. Of all points that a try comes
 * by, the one that the target is surest of is what it found.
 *
 * <p>Where the target draws at every query, a step follows the mean over some draws, as many as the momentum makes {@link QueryAveraging#AVERAGED} of,
 * and the last point and the few that seemed best on the way are asked about {@link QueryAveraging#AVERAGED} times each: the luckiest draw is no find.
 *
 * @param steps before the task's budget
 * @param starts of every try; the best one is kept
 * @param identity the weight of the target's word
 * @param momentum of the rule that steps go by, [0, 1)
 */
public record WhiteBoxSearch(int steps, int starts, double identity, double momentum) {

    /** Points of a walk, beside the last, that are asked about again where answers are drawn. */
    private static final int FINALISTS = 5;

    /** Points that are differentiated at once: more are no faster. */
    private static final int ROWS = 60;

    /** Number of times that progress is told. */
    private static final int LINES = 4;

    /** One step of one point, in place. */
    public interface Rule {

        /**
         * @param velocity what the rule remembers of the point, zeros at first
         * @param left share of the steps that are still to come, this one included, (0, 1]
         */
        void step(float[] point, float[] velocity, float[] gradient, double left);
    }

    /** A point, and how sure of it the target was. */
    private record Sight(float[] point, double score) {}

    /** One start of one try. */
    private static final class Walk {

        private final int person;
        private final float[] point;
        private final float[] velocity;
        private final int kept;

        /** The best first. */
        private final List<Sight> sights = new ArrayList<>();

        Walk(int person, float[] point, int kept) {
            this.person = person;
            this.point = point;
            this.velocity = new float[point.length];
            this.kept = kept;
        }

        void seen(double logOdds) {
            if (sights.size() == kept && !(logOdds > sights.get(kept - 1).score)) {
                return;
            }
            sights.add(new Sight(point.clone(), logOdds));
            sights.sort(Comparator.comparingDouble(sight -> -sight.score));
            if (sights.size() > kept) {
                sights.remove(kept);
            }
        }

        Sight best() {
            return sights.get(0);
        }
    }

    /** {@link InversionTask#tries} faces of each person, in order. */
    public List<Reconstruction> run(InversionTask task, FaceSpace space, Rule rule) {
        int kept = task.target().isRandomized() ? FINALISTS : 1;
        List<Walk> walks = new ArrayList<>();
        for (int w = 0; w < task.wanted().size(); w++) {
            for (int i = 0; i < task.tries() * starts; i++) {
                Seed seed = task.random().derive(String.format(Locale.ROOT, "start %d of wanted %d", i, w));
                walks.add(new Walk(task.wanted().get(w).person(), space.start(seed.generator()), kept));
            }
        }
        // The walk switches recording by itself.
        return Gradients.recording(Gradients.isRecording(), () -> {
            for (int from = 0; from < walks.size(); from += ROWS) {
                List<Walk> together = walks.subList(from, Math.min(from + ROWS, walks.size()));
                walk(
                        together,
                        task,
                        space,
                        rule,
                        String.format(
                                Locale.ROOT, "walks %d to %d of %d", from + 1, from + together.size(), walks.size()));
            }
            return found(walks, task, space);
        });
    }

    private void walk(List<Walk> walks, InversionTask task, FaceSpace space, Rule rule, String which) {
        int count = task.share(steps);
        int[] people = walks.stream().mapToInt(walk -> walk.person).toArray();
        RandomGenerator random = task.random().derive("queries of " + which).generator();
        for (int step = 0; step <= count; step++) {
            try (NDManager scope = task.compute().manager().newSubManager()) {
                NDArray points = points(walks, scope);
                // Nothing follows the last points: they only have to be judged.
                Optional<NDArray> gradient = asked(walks, points, task.target(), space, people, random, step < count);
                double left = (count - step) / (double) count;
                gradient.ifPresent(g -> move(walks, space.process(g).toFloatArray(), rule, left));
            }
            if ((step + 1) * LINES / count > step * LINES / count) {
                task.progress().accept(report(walks, which, step + 1, count));
            }
        }
        if (task.target().isRandomized()) {
            askAgain(walks, task, space, random);
        }
    }

    /** Lets the walks see their points' scores and returns the gradient of the costs, if it is wanted: means over the draws of a step. */
    private Optional<NDArray> asked(
            List<Walk> walks,
            NDArray points,
            TargetModel target,
            FaceSpace space,
            int[] people,
            RandomGenerator random,
            boolean slope) {
        int draws = QueryAveraging.ofStep(target, momentum);
        float[] scores = new float[walks.size()];
        NDArray sum = null;
        for (int draw = 0; draw < draws; draw++) {
            Gradients.leaf(points);
            NDArray own = LogOdds.of(target.scores(space.faces(points), random), people);
            float[] drawn = own.toFloatArray();
            for (int i = 0; i < scores.length; i++) {
                scores[i] += drawn[i] / draws;
            }
            if (slope) {
                NDArray gradient = target.gradient(cost(space, points, own), points);
                Gradients.record(false);
                sum = sum == null ? gradient : sum.add(gradient);
            }
        }
        for (int i = 0; i < scores.length; i++) {
            walks.get(i).seen(scores[i]);
        }
        return Optional.ofNullable(draws == 1 || sum == null ? sum : sum.div(draws));
    }

    /** Judges the points that the walks kept, and their last ones, by many draws each. */
    private static void askAgain(List<Walk> walks, InversionTask task, FaceSpace space, RandomGenerator random) {
        Gradients.record(false);
        for (Walk walk : walks) {
            try (NDManager scope = task.compute().manager().newSubManager()) {
                List<float[]> points =
                        new ArrayList<>(walk.sights.stream().map(Sight::point).toList());
                points.add(walk.point.clone());
                int[] own = new int[points.size()];
                Arrays.fill(own, walk.person);
                NDArray faces = space.faces(rows(points, scope));
                float[] means = new float[points.size()];
                QueryAveraging.ask(
                        faces,
                        QueryAveraging.AVERAGED,
                        asked -> LogOdds.of(task.target().scores(asked, random), own),
                        drawn -> {
                            for (int i = 0; i < means.length; i++) {
                                means[i] += drawn[i] / QueryAveraging.AVERAGED;
                            }
                        });
                walk.sights.clear();
                for (int i = 0; i < means.length; i++) {
                    walk.sights.add(new Sight(points.get(i), means[i]));
                }
                walk.sights.sort(Comparator.comparingDouble(sight -> -sight.score));
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

    public static NDArray rows(List<float[]> points, NDManager scope) {
        int width = points.get(0).length;
        float[] values = new float[points.size() * width];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i), 0, values, i * width, width);
        }
        return scope.create(values, new Shape(points.size(), width));
    }

    /** The sum of the points' costs: as none depends on another, its gradient is every point's own. */
    NDArray cost(FaceSpace space, NDArray points, NDArray own) {
        return space.doubt(points).sub(Scaled.by(own, identity)).sum();
    }

    private List<Reconstruction> found(List<Walk> walks, InversionTask task, FaceSpace space) {
        Gradients.record(false);
        List<Reconstruction> found = new ArrayList<>();
        for (int from = 0; from < walks.size(); from += starts) {
            Walk best = walks.get(from);
            for (Walk walk : walks.subList(from, from + starts)) {
                best = walk.best().score > best.best().score ? walk : best;
            }
            try (NDManager scope = task.compute().manager().newSubManager()) {
                FaceImage face = Faces.unstack(space.faces(rows(List.of(best.best().point), scope)))
                        .get(0)
                        .quantized();
                found.add(Reconstruction.of(best.person, face));
            }
        }
        return found;
    }

    private static String report(List<Walk> walks, String which, int step, int steps) {
        double mean = walks.stream()
                .mapToDouble(walk -> 1 / (1 + Math.exp(-walk.best().score)))
                .average()
                .orElse(0);
        return String.format(
                Locale.ROOT, "%s: step %d of %d, mean probability of the wanted person %.3f", which, step, steps, mean);
    }
}
