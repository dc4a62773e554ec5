package dev.visor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Spark within this process, and in place of Visor a script that writes down its words; src/test/slurm/same-bytes.sh has Visor itself
 * run so.
 */
class SparkRunTest {

    private static final Map<String, String> SPARK = Map.of(
            "spark.master", "local[2,3]",
            "spark.ui.enabled", "false",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.driver.host", "127.0.0.1");

    @TempDir
    private Path folder;

    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void settle() {
        SPARK.forEach(System::setProperty);
    }

    @AfterEach
    void clear() {
        SPARK.keySet().forEach(System::clearProperty);
    }

    @Test
    void everyShardIsRunOnceAndAllAreMergedInTheirOrder() throws IOException {
        int code = run("exit 0", "smoke", "--shards", "3", "--set", "probes=4", "--no-photos");

        assertThat(code).isZero();
        assertThat(calls())
                .startsWith("run smoke --set probes=4 --no-photos --dry-run")
                .contains(
                        "run smoke --set probes=4 --no-photos --shard 1/3 --out " + part(1),
                        "run smoke --set probes=4 --no-photos --shard 2/3 --out " + part(2),
                        "run smoke --set probes=4 --no-photos --shard 3/3 --out " + part(3))
                .endsWith("merge " + part(1) + " " + part(2) + " " + part(3) + " --out " + folder.resolve("out/run"))
                .hasSize(5);
    }

    @Test
    void aShardThatFailsEndsNoOtherAndNothingIsMerged() throws IOException {
        int code = run(
                "case \"$*\" in *'--shard 2/3'*) echo 'defense noise: too late'; exit 1;; esac",
                "smoke",
                "--shards",
                "3");

        assertThat(code).isEqualTo(1);
        assertThat(calls())
                .hasSize(4)
                .anyMatch(call -> call.contains("--shard 3/3"))
                .noneMatch(call -> call.startsWith("merge"));
    }

    @Test
    void aShardWhoseProcessIsKilledIsRunAgain() throws IOException {
        int code = run(
                "case \"$*\" in *'--shard 2/3'*) mkdir " + folder.resolve("killed") + " && kill -9 $$;; esac; exit 0",
                "smoke",
                "--shards",
                "3");

        assertThat(code).isZero();
        assertThat(calls().stream().filter(call -> call.contains("--shard 2/3")))
                .hasSize(2);
        assertThat(calls().stream().filter(call -> call.contains("--shard 1/3")))
                .hasSize(1);
        assertThat(calls()).last().asString().startsWith("merge");
    }

    @Test
    void whatIsWrongWithTheSuiteIsToldBeforeAnyShardIsRun() throws IOException {
        int code = run("exit 2", "smok", "--shards", "3");

        assertThat(code).isEqualTo(2);
        assertThat(calls()).containsExactly("run smok --dry-run");
    }

    @Test
    void aShardKnowsWhomToEndWithAndComputesAsOnEveryNode() throws IOException {
        run("env >> " + folder.resolve("environment"), "smoke", "--shards", "1");

        assertThat(Files.readAllLines(folder.resolve("environment")))
                .contains(
                        "VISOR_PARENT=" + ProcessHandle.current().pid(),
                        "OMP_NUM_THREADS=1",
                        "ATEN_CPU_CAPABILITY=avx2",
                        "ONEDNN_MAX_CPU_ISA=AVX2",
                        "MKL_CBWR=AVX2");
    }

    @Test
    void aRunThatIsThereAlreadyStays() throws IOException {
        Files.createDirectories(folder.resolve("out/run"));

        assertThat(run("exit 0", "smoke", "--shards", "3")).isEqualTo(2);

        assertThat(stderr.toString()).contains("is there already: name another --out");
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void aLauncherThatIsNoneIsNamed() {
        int code = new CommandLine(new SparkRun())
                .setErr(new PrintWriter(stderr, true))
                .execute(
                        "smoke", "--shards", "2", "--out", folder.resolve("out").toString(), "--visor", "nowhere");

        assertThat(code).isEqualTo(2);
        assertThat(stderr.toString()).contains("nowhere is no launcher of Visor");
    }

    /** Runs with a launcher that writes down its words and then does what it is told. */
    private int run(String script, String... words) throws IOException {
        Path launcher = folder.resolve("visor");
        Files.writeString(launcher, "#!/bin/bash\necho \"$*\" >> " + folder.resolve("calls") + "\n" + script + "\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        CommandLine command = new CommandLine(new SparkRun()).setErr(new PrintWriter(stderr, true));
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--out", folder.resolve("out").toString(), "--visor", launcher.toString()));
        return command.execute(all.toArray(new String[0]));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private Path part(int shard) {
        return folder.resolve("out/parts/" + shard);
    }
}
