package dev.visor.harness.recognition;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Cell;
import dev.visor.core.Outcome.NotAcquired;
import dev.visor.core.Trial;
import dev.visor.core.Trust;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.plan.Provenance;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.Suite;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.StoredPerturbation;
import dev.visor.metric.Mean;
import dev.visor.metric.Throughput;
import dev.visor.result.Timing;
import dev.visor.result.entry.CommandOutput;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts and times a run on the way. */
final class RunStatistics {

    private final String dataset;
    private final List<Timing> protecting = new ArrayList<>();
    private final List<CommandOutput> outputs = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<Timing> learning = new ArrayList<>();
    private final Map<Reason, Long> missed = new EnumMap<>(Reason.class);
    private long planned;
    private long compared;
    private long masksComputed;
    private long masksReused;

    RunStatistics(String dataset) {
        this.dataset = dataset;
    }

    void plan(long trials) {
        planned += trials;
    }

    void count(Trial trial) {
        if (trial.outcome() instanceof NotAcquired outcome) {
            missed.merge(outcome.reason(), 1L, Long::sum);
        } else {
            compared++;
        }
    }

    void masks(long computed, long reused) {
        masksComputed += computed;
        masksReused += reused;
    }

    /**
     * Records what protecting took and asked for.
     *
     * @param learned for the people in the photos
     * @return its throughput, if a batch after the warm-up tells it, and what learning took a person, if anything was learned
     */
    List<MetricValue> protect(
            Protection protection, long seed, List<ProtectionResult> results, List<StoredPerturbation> learned) {
        List<Done> done = results.stream()
                .filter(Done.class::isInstance)
                .map(Done.class::cast)
                .toList();
        // How long it took to make images that were supplied, nobody here knows.
        boolean timed = protection.defense().plugin().trust() != Trust.SUPPLIED;
        int shape = Protector.shape(done.size(), Protector.BATCH);
        for (int start = 0; timed && start < done.size(); start += shape) {
            List<Done> slice = done.subList(start, Math.min(start + shape, done.size()));
            protecting.add(new Timing(
                    Timing.PROTECT,
                    protection.label(),
                    start / shape,
                    slice.size(),
                    slice.stream().mapToDouble(d -> d.cost().seconds()).sum(),
                    slice.stream().anyMatch(d -> d.cost().warmUp())));
        }
        for (int i = 0; i < learned.size(); i++) {
            StoredPerturbation one = learned.get(i);
            learning.add(new Timing(Timing.LEARN, protection.label(), i, one.photos(), one.seconds(), false));
        }
        ledgers.add(new Ledger(
                protection.defense().id(),
                protection.surrogateIds(),
                done.stream().mapToLong(d -> d.cost().forward()).sum()
                        + learned.stream()
                                .mapToLong(StoredPerturbation::forward)
                                .sum(),
                done.stream().mapToLong(d -> d.cost().backward()).sum()
                        + learned.stream()
                                .mapToLong(StoredPerturbation::backward)
                                .sum(),
                done.stream()
                        .filter(d -> !d.cost().warmUp())
                        .mapToDouble(d -> d.cost().seconds())
                        .average()
                        .orElse(0),
                Math.round(done.stream()
                                .mapToDouble(d -> d.cost().zeroGradients())
                                .sum())
                        + learned.stream()
                                .mapToLong(StoredPerturbation::zeroGradients)
                                .sum(),
                !learned.isEmpty() || done.stream().anyMatch(d -> d.cost().draws())));
        Cell cell = protection.cell(dataset, seed);
        double[] seconds = learning.stream()
                .filter(timing -> timing.id().equals(protection.label()))
                .mapToDouble(Timing::seconds)
                .toArray();
        return Stream.of(
                        rate(cell, "protect_images_per_s", protecting, protection.label()),
                        Mean.of(cell, "learn_seconds", "s", Better.LOWER, seconds))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Throughput of every model, from the batches of this run; none if all embeddings were in the store. */
    List<MetricValue> embedding(List<Timing> timings, Suite suite) {
        List<MetricValue> values = new ArrayList<>();
        for (String model : suite.models()) {
            Cell cell =
                    Cell.of("none", List.of(), dataset, suite.seeds().get(0)).against(model, Access.NONE);
            rate(cell, "embed_images_per_s", timings, model).ifPresent(values::add);
        }
        return values;
    }

    /** Takes what programs said that a defense ran. */
    void commands(Protection protection, long seed) {
        List<String> said = protection.defense().plugin().said();
        for (int i = 0; i < said.size(); i++) {
            outputs.add(
                    new CommandOutput(protection.defense().id(), protection.surrogateIds(), seed, i + 1, said.get(i)));
        }
    }

    List<CommandOutput> commands() {
        return List.copyOf(outputs);
    }

    /** All images over all seconds, without the warm-up. */
    private static Optional<MetricValue> rate(Cell cell, String name, List<Timing> timings, String id) {
        List<Timing> counted =
                timings.stream().filter(t -> t.id().equals(id) && !t.warmUp()).toList();
        double seconds = counted.stream().mapToDouble(Timing::seconds).sum();
        int images = counted.stream().mapToInt(Timing::images).sum();
        return Throughput.of(cell, name, images, seconds);
    }

    List<Timing> timings(List<Timing> embedding, List<Timing> locating) {
        List<Timing> all = new ArrayList<>(locating);
        all.addAll(learning);
        all.addAll(protecting);
        all.addAll(embedding);
        return all;
    }

    List<Ledger> ledgers() {
        return List.copyOf(ledgers);
    }

    Counts counts(long embeddingsComputed, long embeddingsReused) {
        return new Counts(
                planned,
                compared,
                missed.getOrDefault(Reason.NO_FACE, 0L),
                missed.getOrDefault(Reason.UNREADABLE, 0L),
                missed.getOrDefault(Reason.FAILED, 0L),
                masksComputed,
                masksReused,
                embeddingsComputed,
                embeddingsReused,
                Provenance.peakMemoryMib());
    }
}
