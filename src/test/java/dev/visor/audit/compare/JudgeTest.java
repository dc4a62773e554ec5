package dev.visor.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.SampleCells;
import dev.visor.core.expectation.Gate;
import dev.visor.core.expectation.Gate.Rule;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Gate GATE = new Gate(
            "gate.yaml",
            .05,
            .8,
            0,
            List.of(new Rule("rank1_untargeted", .05, Map.of())),
            new Gate.Throughput(false, .3));

    /** Alone, 13 lost of 100 are worse by more than 5 points with p = .006. */
    private static final Measured LOSS = measured(13, 1, 100);

    private static final Measured HARMLESS = measured(1, 1, 100);

    @Test
    void aLossIsARegressionIfItIsTheOnlyRow() {
        List<Row> rows = new Judge(GATE).rows(List.of(LOSS));

        assertThat(rows.get(0).pRegression()).isBetween(.005, .05);
        assertThat(rows.get(0).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    /** One of twenty such rows would be seen by chance. */
    @Test
    void amongManyRowsTheSameLossMayBeChance() {
        List<Row> rows = new Judge(GATE).rows(with(19));

        assertThat(rows.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rows.get(0).pRegression()).isGreaterThan(.05);
    }

    @Test
    void howManyRowsThereAreTakesNoPassAway() {
        List<Row> rows = new Judge(GATE).rows(with(500));

        assertThat(rows.stream().filter(row -> row.verdict() == Verdict.PASS)).hasSize(500);
    }

    @Test
    void aLossThatIsTheMarginItselfIsNeverSettled() {
        Row row = new Judge(GATE).rows(List.of(measured(10, 5, 100))).get(0);

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.needed()).isEmpty();
        assertThat(Figures.why(row)).contains("no number of probes would settle it");
    }

    private static List<Measured> with(int harmless) {
        List<Measured> all = new ArrayList<>(Collections.nCopies(harmless, HARMLESS));
        all.add(LOSS);
        return all;
    }

    private static Measured measured(int lost, int won, int probes) {
        Cell cell = SampleCells.recognition(
                "cloak", List.of(), "search", "victim", "people", 1, Alignment.CROP, "none", Access.NONE);
        return new Measured(
                SeededRun.number(cell, "rank1_untargeted", .9, "rate"),
                Optional.of(cell),
                true,
                .05,
                -.05,
                Optional.of(PairedRates.of(lost, won, probes)),
                Optional.empty(),
                probes,
                probes,
                probes,
                .9,
                OptionalDouble.of(.9 + (won - lost) / (double) probes));
    }
}
