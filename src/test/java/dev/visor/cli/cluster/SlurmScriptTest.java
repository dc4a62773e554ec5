package dev.visor.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.cli.cluster.SlurmScript.Job;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given to Slurm. */
class SlurmScriptTest {

    private static final Job JOB = new Job("04:00:00", 4, "8G", false, Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void asksForAnArrayThatIsQueuedAgainAndForAMergeThatWaitsForIt() throws Exception {
        Job gpu = new Job("1-00:00:00", 8, "16G", true, Optional.of("long"), Optional.of("faces"));

        String text = script(List.of("lfw-tipim", "--device", "gpu"), 64, 8, gpu, List.of("module load java/17"))
                .text();

        assertThat(text.lines())
                .contains(
                        "#SBATCH --array=1-64%8",
                        "#SBATCH --requeue",
                        "#SBATCH --signal=B:TERM@120",
                        "#SBATCH --gres=gpu:1",
                        "#SBATCH --time=1-00:00:00",
                        "#SBATCH --cpus-per-task=8",
                        "#SBATCH --mem=16G",
                        "#SBATCH --partition=long",
                        "#SBATCH --account=faces",
                        "export OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=8",
                        "export ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 MKL_CBWR=AVX2",
                        "module load java/17",
                        "merge=$(sbatch --parsable --dependency=afterok:\"$parts\" --kill-on-invalid-dep=yes <<'VISOR_MERGE'");
        // So that a site's lines can say otherwise.
        assertThat(text).containsSubsequence("MKL_CBWR=AVX2", "module load java/17");
        // The merge computes nothing.
        assertThat(text.lines().filter(line -> line.contains("gres"))).hasSize(1);
        assertThat(exit("sh", "-n", written(text))).isZero();
    }

    @Test
    void keepsWordsTogetherThatAShellWouldTakeApart() throws Exception {
        String text = script(List.of("a suite", "--set", "probes='4'"), 2, 0, JOB, List.of())
                .text();

        assertThat(text).contains("run 'a suite' --set 'probes='\\''4'\\''' --shard");
        assertThat(text).contains("#SBATCH --array=1-2\n");
        assertThat(exit("sh", "-n", written(text))).isZero();
    }

    @Test
    void refusesWhatSlurmWouldTakeForSomethingElse() {
        assertThatThrownBy(() -> script(List.of("smoke"), 1001, 0, JOB, List.of()))
                .isInstanceOf(InputError.class)
                .hasMessage("--shards must be a number from 1 to 1000, got 1001");
        assertThatThrownBy(() -> new Job("soon", 4, "8G", false, Optional.empty(), Optional.empty()))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("--time must be a limit such as");
        assertThatThrownBy(() -> new Job("60", 4, "8 GB", false, Optional.empty(), Optional.empty()))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("--memory must be a size");
        assertThatThrownBy(() -> new Job("60", 4, "8G", false, Optional.of("a b"), Optional.empty()))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("--partition must be a name");
        assertThatThrownBy(() -> script(List.of("smoke"), 2, 0, JOB, List.of("VISOR_ARRAY")))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("--setup must hold no line");
        assertThatThrownBy(() ->
                        new SlurmScript("smoke", folder, folder.resolve("a%b"), List.of("smoke"), 2, 0, JOB, List.of()))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("--out must hold no %");
    }

    private SlurmScript script(List<String> run, int shards, int atOnce, Job job, List<String> setup) {
        return new SlurmScript("smoke", folder, folder.resolve("out"), run, shards, atOnce, job, setup);
    }

    private String written(String text) throws IOException {
        return Files.writeString(folder.resolve("submit.sh"), text).toString();
    }

    private static int exit(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
