package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.purification.BitDepth;
import dev.visor.attack.zoo.NewerRecognizer;
import dev.visor.core.InputError;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are run again come out as they were recorded, unless somebody invented them. */
class RescoreTest {

    private static final Entry<Defense> NOISE =
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.)));

    private static final Entry<Countermeasure> COARSE =
            AnalyticTestBed.entry("3-bit", new BitDepth(new BitDepth.Params(3)));

    private static final Entry<Countermeasure> NEWER =
            AnalyticTestBed.entry("newer", new NewerRecognizer(new NewerRecognizer.Params(AnalyticTestBed.MODEL)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;
    private ResolvedSuite suite;
    private RunRecord record;

    @BeforeEach
    void runASuite() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        suite = AnalyticTestBed.suite(List.of(NOISE), List.of(COARSE, NEWER));
        record = new RunRecord(folder.resolve("run"));
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(
                        suite, folder, folder.resolve("cache"), folder, Optional.of(record.directory()), "cpu"));
    }

    @Test
    void everyTrialComesOutAsItWasRecordedWithAndWithoutTheRunsMasks() {
        assertThat(rescored("cache", 10_000)).hasSize(record.trials().size()).allMatch(Rescored::agrees);
        assertThat(rescored("an-empty-cache", 40)).hasSize(40).allMatch(Rescored::agrees);
    }

    @Test
    void theSeedAloneChoosesTheTrials() {
        assertThat(rescored("cache", 5)).isEqualTo(rescored("cache", 5)).isNotEqualTo(rescored("cache", 5, 2));
    }

    @Test
    void aTrialThatSomebodyInventedIsNamed() throws IOException {
        Path trials = record.directory().resolve("trials.csv");
        List<String> lines = Files.readAllLines(trials);
        String[] values = lines.get(1).split(",");
        values[9] = "0.123456";
        lines.set(1, String.join(",", values));
        Files.write(trials, lines);

        assertThat(rescored("cache", 10_000).stream().filter(one -> !one.agrees()))
                .singleElement()
                .satisfies(one -> assertThat(one.words())
                        .contains("recorded 0.123456, now ")
                        .contains(values[2]));
    }

    @Test
    void aSuiteOfOtherSettingsCannotRescoreTheRun() {
        ResolvedSuite other = AnalyticTestBed.suite(List.of(), List.of());

        assertThatThrownBy(() -> new Rescore(testBed, Progress.SILENT)
                        .of(new Rescore.Request(other, record, folder.resolve("cache"), 1, 1, "cpu")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has other settings or entries here than in the run");
    }

    @Test
    void photosThatHaveChangedSinceCannotRescoreTheRun() throws IOException {
        Path probe =
                suite.roles(testBed.dataSet(suite.dataset())).probes().get(0).file();
        Files.write(probe, new byte[] {1}, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> rescored("cache", 5))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("have changed since the run");
    }

    private List<Rescored> rescored(String cache, int trials) {
        return rescored(cache, trials, 1);
    }

    private List<Rescored> rescored(String cache, int trials, long seed) {
        return new Rescore(testBed, Progress.SILENT)
                .of(new Rescore.Request(suite, record, folder.resolve(cache), trials, seed, "cpu"));
    }
}
