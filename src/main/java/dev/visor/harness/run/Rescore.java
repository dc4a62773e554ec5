package dev.visor.harness.run;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.TestBed;
import dev.visor.harness.inversion.InversionRescore;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.recognition.RecognitionRescore;
import dev.visor.harness.store.RunStore;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Draws some trials of a record, runs them again with the models, and compares. Countermeasures for
 * which the tracker trains are left out: training again takes longer than it tells. The judging is that of
 * {@link RecognitionRescore} or {@link InversionRescore}.
 */
public final class Rescore {

    private final TestBed testBed;
    private final Progress progress;

    public Rescore(TestBed testBed, Progress progress) {
        this.testBed = testBed;
        this.progress = progress;
    }

    /**
     * A request to run again a part of a record.
     *
     * @param suite of the record, resolved anew
     * @param cache that may hold the run's masks
     * @param trials how many, or all if there are fewer
     * @param seed chooses them
     * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N}
     */
    public record Request(Experiment suite, RunRecord record, Path cache, int trials, long seed, String device) {}

    /**
     * Runs the trials.
     *
     * @return one for each, in the order of the record
     * @throws InputError if the suite is not the one that the record was made of
     */
    public List<Rescored> of(Request request) {
        RunInfo info = request.record().info();
        if (!SameSettings.of(info, request.suite())) {
            throw Rescored.otherSettings(request.record());
        }
        Predicate<Cell> again = request.suite() instanceof ResolvedSuite suite
                ? cell -> RecognitionRescore.canRunAgain(cell, suite)
                : cell -> true;
        List<Trial> drawn = draw(request, again);
        try (Compute compute = Compute.open(request.device());
                RunStore scratch = RunStore.passing()) {
            return request.suite() instanceof ResolvedInversion inversion
                    ? new InversionRescore(testBed, inversion, request.cache(), compute, progress)
                            .of(drawn, scratch.embeddings())
                    : new RecognitionRescore(
                                    testBed,
                                    (ResolvedSuite) request.suite(),
                                    request.record(),
                                    request.cache(),
                                    compute,
                                    progress)
                            .of(drawn, scratch.embeddings());
        }
    }

    /** Every trial of these cells has the same chance; the choice depends on the seed alone. */
    private static List<Trial> draw(Request request, Predicate<Cell> cells) {
        Seed seed = new Seed(request.seed()).derive("rescore");
        TreeMap<Long, Trial> first = new TreeMap<>(Long::compareUnsigned);
        long[] row = new long[1];
        request.record().forEachTrial(recorded -> {
            long lot = seed.derive(Long.toString(row[0]++)).value();
            if (cells.test(recorded.trial().cell())) {
                first.put(lot, recorded.trial());
                if (first.size() > request.trials()) {
                    first.pollLastEntry();
                }
            }
        });
        return List.copyOf(first.values());
    }
}
