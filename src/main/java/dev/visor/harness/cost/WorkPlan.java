package dev.visor.harness.cost;

import dev.visor.dataset.Splits;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.recognition.PlannedPhotos;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The units of work of a suite, and how long each takes by what earlier runs measured; what is stored already is not taken off.
 *
 * @param parts of the suite in the order in which a run does them: what is clean, then each protection
 */
public record WorkPlan(List<Part> parts) {

    /**
     * The units of one protection, or of what is clean.
     *
     * @param label of the protection; {@value #CLEAN} for what is clean
     * @param cells that are judged when they are done
     * @param atOnce how many units a run does side by side: as many as there are cores where it trains, else one, on all of them
     */
    public record Part(String label, int cells, List<WorkUnit> units, int atOnce) {

        /** The label of what comes before all protections. */
        public static final String CLEAN = "clean photos";

        public Part {
            units = List.copyOf(units);
        }

        /** Returns the seconds that it is expected to take; empty if any of its units was never measured. */
        public Optional<Double> seconds() {
            return units.stream().allMatch(unit -> unit.seconds().isPresent())
                    ? Optional.of(units.stream()
                                    .mapToDouble(unit -> unit.seconds().get())
                                    .sum()
                            / atOnce)
                    : Optional.empty();
        }
    }

    public WorkPlan {
        parts = List.copyOf(parts);
    }

    /** Returns the seconds that a run of it is expected to take on this machine; empty if any of its units was never measured. */
    public Optional<Double> seconds() {
        return parts.stream().allMatch(part -> part.seconds().isPresent())
                ? Optional.of(
                        parts.stream().mapToDouble(part -> part.seconds().get()).sum())
                : Optional.empty();
    }

    /** Returns all units, those that take longest first, and before them those of which it is not known how long they take. */
    public List<WorkUnit> units() {
        return parts.stream()
                .flatMap(part -> part.units().stream())
                .sorted(Comparator.comparing(
                        (WorkUnit unit) -> unit.seconds().orElse(Double.MAX_VALUE), Comparator.reverseOrder()))
                .toList();
    }

    /**
     * Plans any suite, with the people of its data set, or a shard of it.
     *
     * @throws dev.visor.core.InputError if the data set is missing, or has too few people
     */
    public static WorkPlan of(Experiment experiment, TestBed testBed, Shard shard, MeasuredCosts costs) {
        return experiment instanceof ResolvedInversion inversion
                ? of(inversion, shard, costs)
                : of(
                        (ResolvedSuite) experiment,
                        ((ResolvedSuite) experiment).splits(testBed.dataSet(((ResolvedSuite) experiment).dataset())),
                        shard,
                        costs);
    }

    /** Returns the same work as one part, for a run that judges nothing before all is done. */
    public WorkPlan together() {
        return new WorkPlan(List.of(new Part(
                "all",
                parts.stream().mapToInt(Part::cells).sum(),
                parts.stream().flatMap(part -> part.units().stream()).toList(),
                parts.stream().mapToInt(Part::atOnce).max().orElse(1))));
    }

    /**
     * Plans a suite that recognizes, or a shard of it.
     *
     * @param splits its people in their roles
     */
    public static WorkPlan of(ResolvedSuite suite, Splits splits, Shard shard, MeasuredCosts costs) {
        return new RecognitionUnits(suite, PlannedPhotos.of(suite, splits), new Units(costs)).plan(shard);
    }

    /** Plans an inversion suite, or a shard of it: a training and its attacks are a part. */
    public static WorkPlan of(ResolvedInversion suite, Shard shard, MeasuredCosts costs) {
        return new InversionUnits(suite, new Units(costs)).plan(shard);
    }
}
