package dev.visor.audit.verify;

import dev.visor.diagnosis.ExpectedWarning;
import dev.visor.diagnosis.WarningCode;
import dev.visor.diagnosis.WarningEdition.Duty;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.List;

/** Holds the warnings of {@code run.json} against those that follow from the record: which are missing, invented or reworded. */
final class WarningComparison {

    private static final String WHERE = "warnings";

    private final RunInfo info;
    private final List<ExpectedWarning> expected;
    private final Findings findings;

    WarningComparison(RunInfo info, List<ExpectedWarning> expected, Findings findings) {
        this.info = info;
        this.expected = expected;
        this.findings = findings;
    }

    void compare() {
        info.warnings().stream()
                .filter(warning -> WarningCode.of(warning.code()).isEmpty())
                .forEach(warning -> findings.mismatchOf(
                        WHERE, "%s is no code of a warning: \"%s\"", warning.code(), warning.message()));
        for (WarningCode code : WarningCode.values()) {
            if (code.since().duty(info) != Duty.FREE) {
                compare(code);
            }
        }
    }

    private void compare(WarningCode code) {
        List<String> found = new ArrayList<>(info.warnings().stream()
                .filter(warning -> warning.code().equals(code.word()))
                .map(Warning::message)
                .toList());
        List<ExpectedWarning> open = new ArrayList<>(
                expected.stream().filter(one -> one.code() == code).toList());
        if (open.stream().anyMatch(one -> one.message().isEmpty())) {
            if (found.isEmpty() && open.stream().anyMatch(this::owed)) {
                findings.mismatchOf(WHERE, "%s is missing, which follows from the record", code.word());
            }
            return;
        }
        for (ExpectedWarning one : List.copyOf(open)) {
            found.stream().filter(message -> sameStem(message, one)).findFirst().ifPresent(message -> {
                found.remove(message);
                open.remove(one);
            });
        }
        while (!found.isEmpty() && !open.isEmpty()) {
            findings.mismatchOf(
                    WHERE,
                    "%s: \"%s\", expected \"%s\"",
                    code.word(),
                    found.remove(0),
                    open.remove(0).message().orElseThrow());
        }
        found.forEach(message ->
                findings.mismatchOf(WHERE, "%s follows from nothing in the record: \"%s\"", code.word(), message));
        open.stream()
                .filter(this::owed)
                .forEach(one -> findings.mismatchOf(
                        WHERE,
                        "%s is missing, expected \"%s\"",
                        code.word(),
                        one.message().orElseThrow()));
    }

    /** Whether the record has to hold it. */
    boolean owed(ExpectedWarning warning) {
        return warning.required() && warning.code().since().duty(info) == Duty.HELD;
    }

    /**
     * Tells whether two messages agree up to what the machine saw besides, which is told in words that nobody can
     * check.
     */
    private static boolean sameStem(String message, ExpectedWarning expected) {
        WarningCode code = expected.code();
        return code.stem(message).equals(code.stem(expected.message().orElseThrow()));
    }
}
