package dev.visor.harness.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Digest;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.RunRecord;
import dev.visor.result.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of work beside what a run of the same suite did. */
class WorkPlanTest {

    private static final Entry<Defense> NOISE = noise("noise", 24);
    private static final Entry<Defense> LOUD = noise("loud", 48);

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void holdsJustTheImagesThatARunComputes() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE));
        RunRequest request = request(suite);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC()).run(request);
        List<Timing> measured = new RunRecord(folder.resolve("run")).timings();

        WorkPlan plan = WorkPlan.of(suite, testBed, Shard.WHOLE, MeasuredCosts.none());

        // Where alignment, defense or recognizer give the same embedding twice, it is computed once.
        assertThat(planned(plan, Timing.PROTECT)).isEqualTo(images(measured, Timing.PROTECT));
        assertThat(planned(plan, Timing.EMBED))
                .containsOnlyKeys(images(measured, Timing.EMBED).keySet());
        planned(plan, Timing.EMBED)
                .forEach((recognizer, images) -> assertThat(images)
                        .isGreaterThanOrEqualTo(images(measured, Timing.EMBED).get(recognizer)));
        assertThat(plan.parts().stream().mapToInt(WorkPlan.Part::cells).sum())
                .isEqualTo(suite.cells().size());
        assertThat(plan.units()).extracting(WorkUnit::seconds).containsOnly(Optional.empty());
    }

    @Test
    void takesItsSecondsFromWhatTheLastRunOnThisMachineMeasured() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE));
        RunRequest request = request(suite);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC()).run(request);
        List<Timing> warm = new RunRecord(folder.resolve("run"))
                .timings().stream()
                        .filter(timing -> timing.id().equals("noise") && !timing.warmUp())
                        .toList();
        double each = warm.stream().mapToDouble(Timing::seconds).sum()
                / warm.stream().mapToInt(Timing::images).sum();

        WorkPlan plan = WorkPlan.of(suite, testBed, Shard.WHOLE, MeasuredCosts.of(request));

        assertThat(plan.seconds()).isPresent();
        assertThat(plan.units())
                .filteredOn(unit -> unit.what().equals("noise") && unit.stage().equals(Timing.PROTECT))
                .isNotEmpty()
                .allSatisfy(
                        unit -> assertThat(unit.seconds().orElseThrow()).isCloseTo(each * unit.images(), within(1e-5)));
        assertThat(plan.units()).allMatch(WorkUnit::measuredHere);
        assertThat(plan.units())
                .isSortedAccordingTo((a, b) ->
                        Double.compare(b.seconds().orElseThrow(), a.seconds().orElseThrow()));
    }

    @Test
    void namesAUnitByAllThatDecidesWhatItMakes() {
        List<WorkUnit> both = plan(AnalyticTestBed.suite(List.of(NOISE, LOUD)));
        List<WorkUnit> one = plan(AnalyticTestBed.suite(List.of(LOUD)));

        assertThat(new HashSet<>(both)).hasSameSizeAs(both);
        assertThat(keys(both, Timing.PROTECT)).doesNotHaveDuplicates().containsAll(keys(one, Timing.PROTECT));
        assertThat(keys(both, Timing.EMBED)).doesNotHaveDuplicates();
    }

    @Test
    void givesEachProtectionToOneShard() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE, LOUD));
        List<Digest> whole = keys(plan(suite), Timing.PROTECT);

        List<Digest> parts = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            parts.addAll(keys(
                    WorkPlan.of(suite, testBed, new Shard(i, 2), MeasuredCosts.none())
                            .units(),
                    Timing.PROTECT));
        }

        assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
    }

    private List<WorkUnit> plan(ResolvedSuite suite) {
        return WorkPlan.of(suite, testBed, Shard.WHOLE, MeasuredCosts.none()).units();
    }

    private static List<Digest> keys(List<WorkUnit> units, String stage) {
        return units.stream()
                .filter(unit -> unit.stage().equals(stage))
                .map(WorkUnit::key)
                .toList();
    }

    private static Map<String, Long> planned(WorkPlan plan, String stage) {
        Map<String, Long> images = new TreeMap<>();
        plan.units().stream()
                .filter(unit -> unit.stage().equals(stage))
                .forEach(unit -> images.merge(
                        stage.equals(Timing.EMBED) ? unit.files().get(0) : unit.what(),
                        (long) unit.images(),
                        Long::sum));
        return images;
    }

    private static Map<String, Long> images(List<Timing> timings, String stage) {
        Map<String, Long> images = new TreeMap<>();
        timings.stream()
                .filter(timing -> timing.stage().equals(stage))
                .forEach(timing -> images.merge(timing.id(), (long) timing.images(), Long::sum));
        return images;
    }

    private RunRequest request(ResolvedSuite suite) {
        return RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(folder.resolve("run")), "cpu");
    }

    private static Entry<Defense> noise(String id, int levels) {
        return AnalyticTestBed.entry(id, new UniformNoise(new UniformNoise.Params(levels / 255.)));
    }
}
