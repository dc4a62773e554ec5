package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.entry.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStatusTest {

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void aRunUnderWayTellsHowFarItHasComeAndACompletedOneNeedsNotTo() {
        List<RunStatus> seen = new ArrayList<>();
        Path run = folder.resolve("run");

        run(run, new Watching() {
            @Override
            public void advance(String stage, long done, long total) {
                if (seen.isEmpty()
                        && Files.exists(run.resolve("run.json"))
                        && RunState.read(run).isPresent()) {
                    seen.addAll(RunStatus.in(run));
                }
            }
        });

        assertThat(seen).singleElement().satisfies(status -> {
            assertThat(status.info().status()).isEqualTo(Status.STARTED);
            assertThat(status.alive(RunStatus.host())).contains(true);
            assertThat(status.state().orElseThrow().stage()).isNotEmpty();
            assertThat(status.state().orElseThrow().memory()).isPositive();
        });
        assertThat(RunStatus.in(run)).singleElement().satisfies(status -> {
            assertThat(status.info().status()).isEqualTo(Status.COMPLETED);
            assertThat(status.state()).isEmpty();
        });
        assertThat(run.resolve(RunState.FILE)).doesNotExist();
    }

    @Test
    void everyProtectionEndsWithANumberAndItsInterval() {
        List<String> results = new ArrayList<>();
        List<Long> judged = new ArrayList<>();

        run(folder.resolve("run"), new Watching() {
            @Override
            public void result(String sentence) {
                results.add(sentence);
            }

            @Override
            public void whole(Whole whole) {
                judged.add(whole.allCells() - whole.cells());
            }
        });

        assertThat(results)
                .isNotEmpty()
                .allMatch(line ->
                        line.matches(".+: \\w+ [0-9.]+ % \\[.+], .+ by \\w+.*, n \\d+") || line.matches("none: .+"));
        assertThat(judged).last().isEqualTo(0L);
    }

    @Test
    void aFolderOfShardsTellsOfEachAndOneWithoutARunIsRefused() throws IOException {
        run(folder.resolve("shards/a"), Progress.SILENT);
        run(folder.resolve("shards/b"), Progress.SILENT);

        List<RunStatus> shards = RunStatus.in(folder.resolve("shards"));

        assertThat(shards).hasSize(2);
        assertThat(RunStatus.summary(shards)).isEqualTo("2 of 2 runs completed");
        assertThatThrownBy(() -> RunStatus.in(Files.createDirectory(folder.resolve("empty"))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("holds no run");
        assertThatThrownBy(() -> RunStatus.in(folder.resolve("nowhere")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void aFileThatIsTornTellsNothing() throws IOException {
        Files.writeString(folder.resolve(RunState.FILE), "{\"process\": 12, \"ho");

        assertThat(RunState.read(folder)).isEmpty();
    }

    private void run(Path out, Progress progress) {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());
        new SuiteRunner(testBed, progress, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu"));
    }

    /** Hears nothing but what it overrides. */
    private abstract static class Watching implements Progress {

        @Override
        public void advance(String stage, long done, long total) {}

        @Override
        public void say(String line) {}
    }
}
