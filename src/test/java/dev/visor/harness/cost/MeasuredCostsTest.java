package dev.visor.harness.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.harness.cost.MeasuredCosts.Cost;
import dev.visor.result.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of how long work takes. */
class MeasuredCostsTest {

    private static final Path RECORD = Path.of("results/reference/lfw-persons");

    @TempDir
    private Path cache;

    @Test
    void leavesOutTheWarmUpWhereThereIsMore() {
        MeasuredCosts.keep(
                cache,
                List.of(
                        new Timing("protect", "dim on a+b", 0, 8, 100, true),
                        new Timing("protect", "dim on a+b", 1, 8, 4, false),
                        new Timing("embed", "a", 0, 10, 5, true)));

        MeasuredCosts costs = MeasuredCosts.of(cache, List.of());

        assertThat(costs.of("protect", "dim on a+b").orElseThrow().each()).isEqualTo(.5);
        assertThat(costs.of("embed", "a").orElseThrow().each()).isEqualTo(.5);
        assertThat(costs.of("embed", "b")).isEmpty();
        assertThat(costs.of("learn", "a")).isEmpty();
    }

    @Test
    void keepsTheNewestOfEachKindAndAllOthers() {
        MeasuredCosts.keep(
                cache, List.of(new Timing("embed", "a", 1, 10, 5, false), new Timing("embed", "b", 1, 1, 7, false)));
        MeasuredCosts.keep(cache, List.of(new Timing("embed", "a", 1, 10, 20, false)));

        MeasuredCosts costs = MeasuredCosts.of(cache, List.of());

        assertThat(costs.of("embed", "a").orElseThrow().each()).isEqualTo(2);
        assertThat(costs.of("embed", "b").orElseThrow().each()).isEqualTo(7);
    }

    @Test
    void takesADefenseOnOtherSurrogatesForOneThatWasNeverMeasured() {
        MeasuredCosts.keep(cache, List.of(new Timing("protect", "dim on a", 1, 1, 3, false)));

        MeasuredCosts costs = MeasuredCosts.of(cache, List.of());

        assertThat(costs.of("protect", "dim on b").orElseThrow().each()).isEqualTo(3);
        assertThat(costs.of("protect", "dim-affine on b")).isEmpty();
    }

    @Test
    void prefersThisMachineToRecordsOfOthersAndSaysWhichItWas() {
        Cost elsewhere =
                MeasuredCosts.of(cache, List.of(RECORD)).of("embed", "mfn_y1").orElseThrow();
        assertThat(elsewhere.here()).isFalse();
        assertThat(elsewhere.each()).isBetween(1e-4, 1.);

        MeasuredCosts.keep(cache, List.of(new Timing("embed", "mfn_y1", 1, 1, 9, false)));

        Cost here =
                MeasuredCosts.of(cache, List.of(RECORD)).of("embed", "mfn_y1").orElseThrow();
        assertThat(here.here()).isTrue();
        assertThat(here.each()).isEqualTo(9);
    }

    @Test
    void doesWithoutAFileThatIsDamaged() throws IOException {
        Path file = cache.resolve(MeasuredCosts.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "stage,id\nembed,\"");

        assertThat(MeasuredCosts.of(cache, List.of()).of("embed", "a")).isEmpty();
        MeasuredCosts.keep(cache, List.of(new Timing("embed", "a", 1, 1, 2, false)));

        assertThat(MeasuredCosts.of(cache, List.of())
                        .of("embed", "a")
                        .orElseThrow()
                        .each())
                .isEqualTo(2);
    }
}
