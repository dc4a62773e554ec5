package dev.visor.attack.inversion.gan;

import ai.djl.ndarray.NDManager;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Prior;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.search.WhiteBoxSearch;
import dev.visor.core.AttackerAccess;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Label-only model inversion by boundary repulsion: Kahla et al., CVPR 2022, Algorithm 1.
 *
 * <p>From a latent whose face the target takes for the person, one walks away from the boundary of where it does: labels on a sphere around the latent
 * tell where the boundary is, and when all of the sphere is the person's, the sphere grows. Nothing but labels is asked for.
 *
 * <p>Departures: queries are counted and limited; a step has the length that the paper gives its longest, a third of the radius, whatever the labels'
 * mean, and labels count by how far they are from it, as in HopSkipJump (Chen et al., S&amp;P 2020), since thirty labels in as many dimensions tell
 * little else; a sphere none of which is the person's shrinks. A person for whom no random face was taken is one whom this attack cannot begin
 * with: the reconstruction is a random face.
 */
public final class BrepMi implements InversionAttack {

    /**
     * @param starts random faces that are asked about, together for everybody, to find where to begin; fewer if all are found before
     * @param queries for every reconstruction
     * @param points on a sphere
     * @param radius of the first sphere
     * @param growth of a sphere all of which is the person's, above 1
     * @param bound of every number of a latent, in standard deviations
     * @param latent numbers that make a face
     * @param priorSteps of the generator's training
     */
    public record Params(
            int starts,
            int queries,
            int points,
            double radius,
            double growth,
            double bound,
            int latent,
            int priorSteps) {

        public Params {
            Limits.atLeast("starts", starts, 1);
            Limits.atLeast("queries", queries, 1);
            Limits.atLeast("points", points, 2);
            Limits.above("radius", radius, 0);
            Limits.above("growth", growth, 1);
            Limits.above("bound", bound, 0);
            Limits.atLeast("latent", latent, 2);
            Limits.atLeast("prior_steps", priorSteps, 1);
        }
    }

    /** Faces that are asked about at once: more are no faster. */
    private static final int ROWS = 64;

    private final Params params;

    public BrepMi(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LABEL_ONLY;
    }

    @Override
    public Optional<Prior> prior() {
        return Optional.of(new GanPrior(params.latent(), params.priorSteps()));
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        return Gradients.recording(false, () -> {
            try (LatentSpace space = LatentSpace.of(task, 1)) {
                return new Round(task, space).run();
            }
        });
    }

    /** One attack. */
    private final class Round {

        private final InversionTask task;
        private final LatentSpace space;
        private final RandomGenerator random;

        Round(InversionTask task, LatentSpace space) {
            this.task = task;
            this.space = space;
            this.random = task.random().derive("repulsion").generator();
        }

        List<Reconstruction> run() {
            List<BoundaryPoint> repelled = begin();
            int left = task.share(params.queries());
            // A round asks about the sphere and about where the step leads.
            for (; left > params.points(); left -= params.points() + 1) {
                round(repelled.stream().filter(BoundaryPoint::isInside).toList());
            }
            List<Reconstruction> found = new ArrayList<>();
            for (BoundaryPoint one : repelled) {
                try (NDManager scope = task.compute().manager().newSubManager()) {
                    found.add(Reconstruction.of(
                            one.person(),
                            Faces.unstack(space.faces(WhiteBoxSearch.rows(List.of(one.latent()), scope)))
                                    .get(0)
                                    .quantized()));
                }
            }
            task.progress()
                    .accept(String.format(
                            Locale.ROOT,
                            "%d of %d reconstructions had a face to begin with; their spheres' mean radius is %.2f",
                            repelled.stream().filter(BoundaryPoint::isInside).count(),
                            repelled.size(),
                            repelled.stream()
                                    .filter(BoundaryPoint::isInside)
                                    .mapToDouble(BoundaryPoint::radius)
                                    .average()
                                    .orElse(0)));
            return found;
        }

        /** Latents to begin with, {@link InversionTask#tries} for each person. */
        private List<BoundaryPoint> begin() {
            Map<Integer, List<float[]>> taken = new HashMap<>();
            for (Wanted wanted : task.wanted()) {
                taken.put(wanted.person(), new ArrayList<>());
            }
            int left = task.share(params.starts());
            while (left > 0 && taken.values().stream().anyMatch(latents -> latents.size() < task.tries())) {
                List<float[]> drawn = new ArrayList<>();
                for (int i = 0; i < Math.min(ROWS, left); i++) {
                    drawn.add(bounded(space.start(random)));
                }
                left -= drawn.size();
                int[] labels = labels(drawn);
                for (int i = 0; i < labels.length; i++) {
                    Optional.ofNullable(taken.get(labels[i])).ifPresent(add(drawn.get(i)));
                }
            }
            List<BoundaryPoint> repelled = new ArrayList<>();
            for (Wanted wanted : task.wanted()) {
                List<float[]> latents = taken.get(wanted.person());
                for (int i = 0; i < task.tries(); i++) {
                    boolean inside = !latents.isEmpty();
                    repelled.add(new BoundaryPoint(
                            wanted.person(),
                            inside ? latents.get(i % latents.size()) : bounded(space.start(random)),
                            inside,
                            params.radius(),
                            params.growth()));
                }
            }
            return repelled;
        }

        private Consumer<List<float[]>> add(float[] latent) {
            return latents -> latents.add(latent);
        }

        private void round(List<BoundaryPoint> repelled) {
            List<float[]> sphere = new ArrayList<>();
            List<float[]> directions = new ArrayList<>();
            for (BoundaryPoint one : repelled) {
                for (int i = 0; i < params.points(); i++) {
                    float[] direction = direction();
                    directions.add(direction);
                    sphere.add(bounded(one.at(direction)));
                }
            }
            int[] labels = labels(sphere);
            List<float[]> next = new ArrayList<>();
            for (int k = 0; k < repelled.size(); k++) {
                int from = k * params.points();
                int to = from + params.points();
                next.add(bounded(repelled.get(k)
                        .awayFromBoundary(directions.subList(from, to), Arrays.copyOfRange(labels, from, to))));
            }
            int[] there = labels(next);
            for (int k = 0; k < there.length; k++) {
                repelled.get(k).move(next.get(k), there[k]);
            }
        }

        private float[] direction() {
            float[] direction = space.start(random);
            double squares = 0;
            for (float value : direction) {
                squares += (double) value * value;
            }
            for (int i = 0; i < direction.length; i++) {
                direction[i] /= (float) Math.sqrt(squares);
            }
            return direction;
        }

        private float[] bounded(float[] latent) {
            for (int i = 0; i < latent.length; i++) {
                latent[i] = (float) Math.max(-params.bound(), Math.min(params.bound(), latent[i]));
            }
            return latent;
        }

        private int[] labels(List<float[]> latents) {
            int[] labels = new int[latents.size()];
            for (int from = 0; from < labels.length; from += ROWS) {
                List<float[]> some = latents.subList(from, Math.min(from + ROWS, labels.length));
                try (NDManager scope = task.compute().manager().newSubManager()) {
                    int[] said = task.target().labels(space.faces(WhiteBoxSearch.rows(some, scope)), random);
                    System.arraycopy(said, 0, labels, from, said.length);
                }
            }
            return labels;
        }
    }
}
