package dev.visor.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visor.cli.cluster.SlurmScript.Job;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script before a real Slurm of two nodes, with a program in Visor's place that notes what it was asked. Skipped where Slurm is neither
 * installed nor unpacked in the folder that VISOR_SLURM names.
 */
class SlurmTest {

    private static final Path START = Path.of("src/test/slurm/cluster.sh");
    private static final Path ROOT = Path.of(System.getenv().getOrDefault("VISOR_SLURM", "/"));

    /** Fails at the shard that FAILS names; a merge notes its arguments. */
    private static final String NOTES = """
            #!/bin/sh
            case $1 in
            --version) ;;
            run)
                for last; do :; done
                mkdir -p "$last"
                echo "$@" on "$SLURMD_NODENAME" > "$last/asked"
                [ "${last##*/}" != "${FAILS:-none}" ]
                ;;
            merge)
                shift
                for last; do :; done
                echo "$@" > "${last}-merged"
                ;;
            esac
            """;

    @TempDir
    private static Path folder;

    private static Process cluster;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Files.exists(ROOT.resolve("usr/sbin/slurmctld-wlm"))
                        || Files.exists(ROOT.resolve("usr/sbin/slurmctld")),
                "no Slurm: install slurm-wlm, or unpack its packages and set VISOR_SLURM");
        cluster = new ProcessBuilder(START.toString(), folder.resolve("slurm").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new BufferedReader(new InputStreamReader(cluster.getInputStream(), StandardCharsets.UTF_8))
                        .readLine())
                .startsWith("ready");
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.getOutputStream().close();
            assertThat(cluster.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void everyShardRunsOnceThenAllAreMergedInTheirOrder() throws Exception {
        Path out = submit("all of them", List.of());

        await(() -> Files.exists(out.resolve("run-merged")));

        assertThat(out.resolve("run-merged")).hasContent(parts(out) + " --out " + out.resolve("run"));
        for (int i = 1; i <= 4; i++) {
            assertThat(out.resolve("parts/" + i + "/asked"))
                    .content()
                    .startsWith("run smoke --shard %s/4 --out %s/parts/%s on n".formatted(i, out, i));
        }
    }

    @Test
    void aShardThatFailsTakesTheMergeBack() throws Exception {
        Path out = submit("one fails", List.of("export FAILS=3"));

        await(() -> Files.exists(out.resolve("parts/4/asked")) && squeue().isBlank());

        assertThat(out.resolve("run-merged")).doesNotExist();
        assertThat(out.resolve("parts/3/asked")).exists();
    }

    private static String parts(Path out) {
        return String.join(
                " ",
                IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> out.resolve("parts/" + i).toString())
                        .toList());
    }

    /** Submits four shards, from a folder whose name has spaces. */
    private static Path submit(String name, List<String> setup) throws Exception {
        Path home = Files.createDirectory(folder.resolve(name));
        Path program = Files.writeString(home.resolve("visor"), NOTES);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path out = home.resolve("out");
        Path script = Files.writeString(
                home.resolve("submit.sh"),
                new SlurmScript(
                                "smoke",
                                home,
                                out,
                                List.of("smoke"),
                                4,
                                0,
                                new Job("5", 1, "500M", false, Optional.empty(), Optional.empty()),
                                setup)
                        .text());
        assertThat(run("sh", script.toString())).contains("shards: job ");
        return out;
    }

    private static String squeue() {
        return run(ROOT.resolve("usr/bin/squeue").toString(), "-h");
    }

    private static String run(String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            Path libraries = ROOT.resolve("usr/lib/x86_64-linux-gnu");
            environment.put("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("slurm-wlm"));
            environment.put("SLURM_CONF", folder.resolve("slurm/slurm.conf").toString());
            environment.put("PATH", ROOT.resolve("usr/bin") + ":" + environment.get("PATH"));
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
