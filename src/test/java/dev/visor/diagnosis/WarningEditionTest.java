package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.diagnosis.WarningEdition.Duty;
import dev.visor.result.entry.DatasetEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What records of several ages owe of a warning. */
class WarningEditionTest {

    private final PlannedRun run = new PlannedRun();

    @ParameterizedTest
    @EnumSource(WarningCode.class)
    void aRecordOfFormatTwoOwesEveryWarning(WarningCode code) {
        run.format = 2;
        run.contents = DatasetEntry.UNKNOWN_CONTENTS;

        assertThat(code.since().duty(run.info())).isEqualTo(Duty.HELD);
    }

    @Test
    void aRecordThatTellsNoDigestOfItsPhotosMayLackWhatIsToldOfThem() {
        run.format = 1;
        assertThat(WarningCode.NO_FACE.since().duty(run.info())).isEqualTo(Duty.HELD);

        run.contents = DatasetEntry.UNKNOWN_CONTENTS;

        assertThat(WarningCode.NO_FACE.since().duty(run.info())).isEqualTo(Duty.IF_PRESENT);
        assertThat(WarningCode.FEW_PROBES.since().duty(run.info())).isEqualTo(Duty.HELD);
    }

    @Test
    void whatWasRaisedByAnotherRuleIsNotCheckedInRecordsOfThatTime() {
        run.format = 1;
        run.inverts = true;
        run.set("metrics", 2);
        assertThat(WarningCode.WEAK_ATTACK.since().duty(run.info())).isEqualTo(Duty.FREE);

        run.set("metrics", 3);

        assertThat(WarningCode.WEAK_ATTACK.since().duty(run.info())).isEqualTo(Duty.HELD);
        assertThat(WarningCode.NO_BETTER_THAN_BASELINE.since().duty(run.info())).isEqualTo(Duty.FREE);
        assertThat(WarningCode.FLAT_ANSWERS.since().duty(run.info())).isEqualTo(Duty.IF_PRESENT);
    }
}
