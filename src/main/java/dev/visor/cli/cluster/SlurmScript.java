package dev.visor.cli.cluster;

import dev.visor.core.InputError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A shell script that submits a suite to Slurm: an array of jobs, each a shard, and a job that merges them.
 *
 * <p>A shard that is interrupted, by its time limit or a node that fails, is queued again and goes on where it stopped; the merge begins
 * when all have ended well, and is taken back if one has failed.
 *
 * @param suite id, for names
 * @param home folder of the project, which all nodes see
 * @param out folder of parts, logs and the merged run, which all nodes see
 * @param run the words after {@code visor run}: the suite, and options
 * @param shards jobs of the array
 * @param atOnce how many of them may run at once; 0 for all
 * @param setup lines of shell that each job begins with
 */
record SlurmScript(
        String suite, Path home, Path out, List<String> run, int shards, int atOnce, Job job, List<String> setup) {

    /** The size of an array that sites allow if they have set nothing else. */
    private static final int MOST_SHARDS = 1000;

    private static final Pattern TIME = Pattern.compile("(\\d+-)?\\d+(:\\d\\d){0,2}");
    private static final Pattern MEMORY = Pattern.compile("\\d+[KMGT]?");
    private static final Pattern NAME = Pattern.compile("[\\w.,-]+");

    /** A job that was queued again this often counts as failed. */
    private static final int MOST_RESTARTS = 50;

    /**
     * A job's claim on a node.
     *
     * @param time limit, as Slurm writes it
     * @param memory as Slurm writes it
     * @param gpu whether it needs one
     */
    record Job(
            String time, int cpus, String memory, boolean gpu, Optional<String> partition, Optional<String> account) {

        Job {
            require(
                    TIME.matcher(time).matches(),
                    "--time must be a limit such as 04:00:00 or 1-12:00:00, got \"" + time + "\"");
            require(cpus >= 1, "--cpus must be at least 1, got " + cpus);
            require(MEMORY.matcher(memory).matches(), "--memory must be a size such as 8G, got \"" + memory + "\"");
            partition.ifPresent(name -> require(
                    NAME.matcher(name).matches(),
                    "--partition must be a name of letters and digits, got \"" + name + "\""));
            account.ifPresent(name -> require(
                    NAME.matcher(name).matches(),
                    "--account must be a name of letters and digits, got \"" + name + "\""));
        }
    }

    SlurmScript {
        run = List.copyOf(run);
        setup = List.copyOf(setup);
        require(
                shards >= 1 && shards <= MOST_SHARDS,
                "--shards must be a number from 1 to " + MOST_SHARDS + ", got " + shards);
        require(atOnce >= 0, "--at-once must be a number of jobs, got " + atOnce);
        require(
                !out.toString().contains("%") && out.toString().lines().count() == 1,
                "--out must hold no %% and no line break, as Slurm replaces them, got \"%s\"".formatted(out));
        require(
                setup.stream()
                        .noneMatch(line -> line.strip().equals("VISOR_ARRAY")
                                || line.strip().equals("VISOR_MERGE")),
                "--setup must hold no line VISOR_ARRAY or VISOR_MERGE, which end the jobs' scripts");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new InputError(sentence);
        }
    }

    /** Returns the script. */
    String text() {
        List<String> lines = new ArrayList<>(List.of(
                "#!/bin/sh",
                "# Runs suite " + suite + " on a Slurm cluster: " + shards + " shards, then their merge.",
                "# How far it is: %s status %s/parts".formatted(word(home.resolve("visor")), word(out)),
                "set -eu",
                "mkdir -p %s/parts %s/logs".formatted(word(out), word(out)),
                "# Builds once, before nodes would at the same time.",
                word(home.resolve("visor")) + " --version",
                "parts=$(sbatch --parsable <<'VISOR_ARRAY'",
                "#!/bin/bash",
                "#SBATCH --job-name=visor-" + suite,
                "#SBATCH --array=1-" + shards + (atOnce > 0 ? "%" + atOnce : "")));
        lines.addAll(claims("part-%a", true));
        lines.addAll(List.of(
                "set -eu",
                "# Threads and instructions that are the same on every node give the same bits; what --setup says wins.",
                "export OMP_WAIT_POLICY=PASSIVE OMP_NUM_THREADS=" + job.cpus(),
                "export ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 MKL_CBWR=AVX2"));
        lines.addAll(setup);
        lines.addAll(List.of(
                "again() {",
                "    # What was made so far is kept; the next one goes on with it.",
                "    kill -TERM \"$run\" 2>/dev/null || true",
                "    wait \"$run\" || true",
                "    if [ \"${SLURM_RESTART_COUNT:-0}\" -lt " + MOST_RESTARTS + " ]; then",
                "        scontrol requeue \"${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}\"",
                "    fi",
                "    exit 1",
                "}",
                "trap again TERM",
                "%s run %s --shard \"$SLURM_ARRAY_TASK_ID/%s\" --out %s/parts/\"$SLURM_ARRAY_TASK_ID\" &"
                        .formatted(word(home.resolve("visor")), words(), Integer.toString(shards), word(out)),
                "run=$!",
                "wait \"$run\"",
                "VISOR_ARRAY",
                ")",
                "merge=$(sbatch --parsable --dependency=afterok:\"$parts\" --kill-on-invalid-dep=yes <<'VISOR_MERGE'",
                "#!/bin/bash",
                "#SBATCH --job-name=visor-" + suite + "-merge"));
        lines.addAll(claims("merge", false));
        lines.add("set -eu");
        lines.addAll(setup);
        lines.addAll(List.of(
                "set --",
                "for part in $(seq 1 %s); do set -- \"$@\" %s/parts/\"$part\"; done"
                        .formatted(Integer.toString(shards), word(out)),
                "%s merge \"$@\" --out %s/run".formatted(word(home.resolve("visor")), word(out)),
                "VISOR_MERGE",
                ")",
                "echo \"shards: job $parts, merge: job $merge; the run will be in\" %s/run".formatted(word(out)),
                ""));
        return String.join("\n", lines);
    }

    private List<String> claims(String log, boolean shard) {
        List<String> claims = new ArrayList<>(List.of(
                "#SBATCH --output=\"%s/logs/%s.log\"".formatted(out, log),
                "#SBATCH --open-mode=append",
                "#SBATCH --requeue",
                "#SBATCH --nodes=1",
                "#SBATCH --ntasks=1",
                "#SBATCH --time=" + job.time(),
                "#SBATCH --cpus-per-task=" + job.cpus(),
                "#SBATCH --mem=" + job.memory()));
        if (shard) {
            claims.add("#SBATCH --signal=B:TERM@120");
        }
        if (shard && job.gpu()) {
            claims.add("#SBATCH --gres=gpu:1");
        }
        job.partition().ifPresent(name -> claims.add("#SBATCH --partition=" + name));
        job.account().ifPresent(name -> claims.add("#SBATCH --account=" + name));
        return claims;
    }

    private String words() {
        return run.stream().map(SlurmScript::word).collect(Collectors.joining(" "));
    }

    private static String word(Path path) {
        return word(path.toString());
    }

    /** Returns a word as a shell takes it for itself. */
    private static String word(String text) {
        return text.matches("[\\w./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
