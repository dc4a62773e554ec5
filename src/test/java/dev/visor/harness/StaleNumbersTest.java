package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunLimits;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No number comes from code that is no more: a defense whose algorithm changes, and whose settings do not. */
class StaleNumbersTest {

    private static final String TOY = "toy.Darker";

    private static final String SOURCE = """
            package toy;

            import dev.visor.core.image.FaceImage;
            import dev.visor.defense.Defense;
            import dev.visor.defense.DefenseContext;
            import java.util.ArrayList;
            import java.util.List;

            public final class Darker implements Defense {
                @Override
                public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
                    List<FaceImage> darker = new ArrayList<>();
                    for (FaceImage face : originals) {
                        float[] pixels = face.pixels().clone();
                        for (int i = 0; i < pixels.length; i++) {
                            pixels[i] = Math.max(0, pixels[i] - 40);
                        }
                        darker.add(new FaceImage(face.width(), face.height(), pixels));
                    }
                    return darker;
                }
            }
            """;

    private static final Entry<Defense> NOISE =
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void changedCodeIsRunAnewAndNothingElseIs() throws Exception {
        RunRecord before = run("before", suite("before", SOURCE), true);
        RunRecord again =
                run("again", suite("again", SOURCE.replace("for (int", "// Only a comment.\n for (int")), true);
        RunRecord after = run("after", suite("after", SOURCE.replace("- 40", "- 80")), true);

        assertThat(again.info().counts().masksComputed()).isZero();
        assertThat(again.info().counts().embeddingsComputed()).isZero();
        assertThat(ssim(again, "toy")).isEqualTo(ssim(before, "toy"));
        long masksOfEach = before.info().counts().masksComputed() / 3;
        assertThat(after.info().counts().masksComputed()).isEqualTo(masksOfEach);
        assertThat(after.info().counts().masksReused()).isEqualTo(2 * masksOfEach);
        assertThat(ssim(after, "toy")).isNotEqualTo(ssim(before, "toy"));
        assertThat(ssim(after, "noise")).isEqualTo(ssim(before, "noise"));
        assertThat(implementation(after, "toy")).isNotEqualTo(implementation(before, "toy"));
        assertThat(implementation(after, "noise")).isEqualTo(implementation(before, "noise"));
        assertThat(digest(after, "toy")).isEqualTo(digest(before, "toy"));
    }

    @Test
    void aRecordOfOtherCodeIsNotTakenForDone() throws Exception {
        run("run", suite("before", SOURCE), true);
        assertThat(run("run", suite("same", SOURCE), true).info().counts().planned())
                .isPositive();
        ResolvedSuite changed = suite("after", SOURCE.replace("- 40", "- 80"));

        assertThatThrownBy(() -> run("run", changed, true))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("holds a run of other code: changed since is that of defense toy;"
                        + " name another --out, or --fresh to replace it");
    }

    @Test
    void withoutTheStoreNothingIsReadNorKept() throws Exception {
        run("first", suite("one", SOURCE), true);
        List<Path> kept = files();

        RunRecord second = run("second", suite("two", SOURCE), false);

        assertThat(files()).isEqualTo(kept);
        Counts first = new RunRecord(folder.resolve("first")).info().counts();
        assertThat(second.info().counts().masksComputed()).isEqualTo(first.masksComputed());
        assertThat(second.info().counts().embeddingsComputed()).isEqualTo(first.embeddingsComputed());
        assertThat(ssim(second, "toy")).isEqualTo(ssim(new RunRecord(folder.resolve("first")), "toy"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private ResolvedSuite suite(String name, String source) throws Exception {
        Defense toy = (Defense) new CompiledClasses(folder.resolve("code-" + name), Map.of(TOY, source)).made(TOY);
        return AnalyticTestBed.suite(List.of(NOISE, AnalyticTestBed.entry("toy", toy)));
    }

    private RunRecord run(String name, ResolvedSuite suite, boolean stored) {
        Path out = folder.resolve(name);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(new RunRequest(
                        suite,
                        folder,
                        folder.resolve("cache"),
                        folder,
                        Optional.of(out),
                        "cpu",
                        false,
                        false,
                        Shard.WHOLE,
                        RunLimits.USUAL,
                        ServiceOptions.NOTHING,
                        stored));
        return new RunRecord(out);
    }

    private static double ssim(RunRecord record, String defense) {
        return record.metrics().stream()
                .filter(row ->
                        row.metric().equals("ssim") && row.cell().defense().equals(defense))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static String implementation(RunRecord record, String defense) {
        return entry(record, defense).implementation();
    }

    private static String digest(RunRecord record, String defense) {
        return entry(record, defense).digest();
    }

    private static RunInfo.Entry entry(RunRecord record, String defense) {
        return record.info().defenses().stream()
                .filter(entry -> entry.id().equals(defense))
                .findFirst()
                .orElseThrow();
    }
}
