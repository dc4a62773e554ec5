package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Rung;
import dev.visor.attack.purification.BitDepth;
import dev.visor.attack.zoo.NewerRecognizer;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Verification;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the harness writes follows from itself, by the audit's reckoning. */
class VerifiedRunTest {

    private static final Entry<Defense> NOISE =
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.)));

    private static final Entry<Rung> COARSE = AnalyticTestBed.entry("3-bit", new BitDepth(new BitDepth.Params(3)));

    private static final Entry<Rung> NEWER =
            AnalyticTestBed.entry("newer", new NewerRecognizer(new NewerRecognizer.Params(AnalyticTestBed.VICTIM)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void aRunWithALadderIsVerifiedToTheLastDigit() {
        Audit audit = Verification.of(run(List.of(COARSE, NEWER)));

        assertThat(audit.mismatches()).isEmpty();
        assertThat(audit.remarks())
                .containsExactly("2 rows of mmd were not recomputed: that needs the photos, which no record holds");
        assertThat(audit.recomputed()).containsKeys("cells", "thresholds", "file digests");
    }

    @Test
    void aRunWithAPhotoThatCannotBeReadIsVerifiedToo() throws IOException {
        Files.writeString(testBed.file(run(List.of()).trials().get(0).trial().probe()), "no image");

        assertThat(Verification.of(run(List.of())).mismatches()).isEmpty();
    }

    @Test
    void shardsAreVerifiedAndSoIsTheirMerge() {
        List<RunRecord> shards = List.of(run(List.of(COARSE), new Shard(1, 2)), run(List.of(COARSE), new Shard(2, 2)));
        Path merged = folder.resolve("merged");
        ShardMerge.merge(shards.stream().map(RunRecord::directory).toList(), merged);

        assertThat(shards).allSatisfy(shard -> {
            Audit audit = Verification.of(shard);
            assertThat(audit.mismatches()).isEmpty();
            assertThat(audit.remarks()).anySatisfy(remark -> assertThat(remark).startsWith("this is shard "));
        });
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
    }

    private int runs;

    private RunRecord run(List<Entry<Rung>> rungs) {
        return run(rungs, Shard.WHOLE);
    }

    private RunRecord run(List<Entry<Rung>> rungs, Shard shard) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(new RunRequest(
                        AnalyticTestBed.suite(List.of(NOISE), rungs),
                        folder,
                        folder.resolve("cache-" + runs),
                        folder,
                        Optional.of(out),
                        "cpu",
                        false,
                        false,
                        shard));
        return new RunRecord(out);
    }
}
