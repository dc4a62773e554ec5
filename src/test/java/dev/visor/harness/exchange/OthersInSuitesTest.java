package dev.visor.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Countermeasure;
import dev.visor.audit.verify.Verification;
import dev.visor.contract.Home;
import dev.visor.core.Trial;
import dev.visor.core.Trust;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.ImageFiles;
import dev.visor.defense.Defense;
import dev.visor.defense.external.AddedPerturbation;
import dev.visor.defense.external.CommandDefense;
import dev.visor.defense.external.NetworkDefense;
import dev.visor.external.Job;
import dev.visor.external.LocalFiles;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.recognition.CountermeasuresTest;
import dev.visor.harness.run.ShardMerge;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's programs, networks and perturbations, wherever a suite may put a defense. */
class OthersInSuitesTest {

    private static final Path NETWORKS = Home.PATH.resolve("src/test/resources/networks");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private AnalyticTestBed bed;

    @BeforeEach
    void makePeople() throws IOException {
        bed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void theyComeOutOfShardsAsOfOneRunUnderAllThatATrackerLearns() throws IOException {
        Entry<Countermeasure> tuned = AnalyticTestBed.entry("tuned", new CountermeasuresTest.Retold());
        ResolvedSuite suite = AnalyticTestBed.suite(
                List.of(
                        command("copy", false, "cp {job}/photos/* {result}; echo done"),
                        command("for-surrogates", true, "cp {job}/photos/* {result}; grep -o tiny16 {job}/job.json"),
                        network(),
                        perturbation("all", AddedPerturbation.Per.ALL),
                        perturbation("each", AddedPerturbation.Per.PERSON)),
                List.of(tuned));

        RunRecord whole = run(suite, Shard.WHOLE);
        RunRecord merged = new RunRecord(folder.resolve("merged"));
        ShardMerge.merge(
                List.of(
                        run(suite, new Shard(1, 2)).directory(),
                        run(suite, new Shard(2, 2)).directory()),
                merged.directory());

        for (String table : List.of("cells.csv", "trials.csv", "photos.csv", "calibration.csv", "commands.csv")) {
            assertThat(Files.readString(merged.directory().resolve(table)))
                    .as(table)
                    .isEqualTo(Files.readString(whole.directory().resolve(table)));
        }
        assertThat(Files.readString(whole.directory().resolve("commands.csv")))
                .contains("copy,-,1,1,done", "for-surrogates,linear-a,1,1,tiny16");
        for (RunRecord record : List.of(whole, merged)) {
            assertThat(Verification.of(record).mismatches()).isEmpty();
        }
        assertThat(similarities(whole, "copy")).isNotEmpty().isEqualTo(similarities(whole, "none"));
        assertThat(similarities(whole, "for-surrogates")).isEqualTo(similarities(whole, "none"));
        assertThat(similarities(whole, "half")).isNotEqualTo(similarities(whole, "none"));
        assertThat(similarities(whole, "each")).isEqualTo(similarities(whole, "all"));
        assertThat(merged.info().warnings())
                .containsExactlyInAnyOrderElementsOf(whole.info().warnings());
        assertThat(whole.metrics())
                .filteredOn(value -> value.cell().countermeasure().equals("worst"))
                .isNotEmpty()
                .allMatch(value -> value.cell().trust() == trust(value.cell().defense()));
    }

    @Test
    void imagesThatSayNothingAreCounted() throws IOException {
        float[] grey = new float[3 * LinearRecognizer.SIDE * LinearRecognizer.SIDE];
        Arrays.fill(grey, 128);
        ImageFiles.writePng(
                new FaceImage(LinearRecognizer.SIDE, LinearRecognizer.SIDE, grey).toPhoto(),
                folder.resolve("grey.png"));
        String one = "cd {job}/photos; for f in *; do cp {here}/grey.png {result}/$f; done";

        RunRecord record = run(
                AnalyticTestBed.suite(List.of(
                        command("grey", false, one), command("copy", false, "cp {job}/photos/* {result}"), network())),
                Shard.WHOLE);

        assertThat(record.info().warnings())
                .filteredOn(warning -> warning.code().equals("images-alike"))
                .extracting(Warning::message)
                .containsExactly(
                        "grey: of the images for 8 photos, 0 are the same as their photos; 7 are the same as another's",
                        "copy: of the images for 8 photos, 8 are the same as their photos; 0 are the same as another's");
    }

    private static Trust trust(String defense) {
        return switch (defense) {
            case "none" -> Trust.BUILT_IN;
            case "copy", "for-surrogates" -> Trust.COMMAND;
            default -> Trust.APPLIED;
        };
    }

    private static List<String> similarities(RunRecord record, String defense) {
        List<String> all = new ArrayList<>();
        record.forEachTrial(recorded -> {
            Trial trial = recorded.trial();
            if (trial.cell().defense().equals(defense)
                    && trial.cell().countermeasure().equals("none")) {
                all.add(trial.cell().attack()
                        + trial.cell().model()
                        + trial.cell().alignment()
                        + trial.probe()
                        + trial.pairing()
                        + trial.outcome());
            }
        });
        return all;
    }

    private int runs;

    private RunRecord run(ResolvedSuite suite, Shard shard) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(bed, Progress.SILENT, CLOCK)
                .run(RunRequest.of(suite, folder, folder.resolve("cache-" + runs), folder, Optional.of(out), "cpu")
                        .withShard(shard));
        return new RunRecord(out);
    }

    private Entry<Defense> command(String id, boolean surrogates, String script) throws IOException {
        return AnalyticTestBed.entry(
                id,
                new CommandDefense(new CommandDefense.Params(
                        List.of("bash", "-c", script),
                        LocalFiles.of(folder, List.of()),
                        Job.Unit.FACE,
                        16,
                        60,
                        true,
                        surrogates,
                        false,
                        0)));
    }

    private static Entry<Defense> network() throws IOException {
        return AnalyticTestBed.entry(
                "half",
                new NetworkDefense(new NetworkDefense.Params(
                        LocalFiles.of(NETWORKS, List.of("half.pt")), Job.Unit.FACE, 0, 255, 8, 0)));
    }

    /** The same pattern for everybody, in one file or in one for each person. */
    private Entry<Defense> perturbation(String id, AddedPerturbation.Per per) throws IOException {
        float[] values = new float[3 * LinearRecognizer.SIDE * LinearRecognizer.SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 17 - 8;
        }
        List<String> names = new ArrayList<>();
        for (int person = 0; person < (per == AddedPerturbation.Per.ALL ? 1 : 40); person++) {
            names.add("person-%02d.npy".formatted(person));
            Npy.write(
                    folder.resolve(names.get(person)),
                    NpyArray.of(values, 3, LinearRecognizer.SIDE, LinearRecognizer.SIDE));
        }
        return AnalyticTestBed.entry(
                id, new AddedPerturbation(new AddedPerturbation.Params(LocalFiles.of(folder, names), per, 0)));
    }
}
