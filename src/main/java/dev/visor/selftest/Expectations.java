package dev.visor.selftest;

import dev.visor.core.ContractViolation;
import dev.visor.result.RunInfo;
import dev.visor.selftest.SeededCase.Judge;
import dev.visor.selftest.SeededCase.Verdict;
import java.util.Locale;
import java.util.function.Function;

/** Known answers. */
final class Expectations {

    private Expectations() {}

    /** The run must complete; what its record says decides. */
    static Judge record(Function<RunOutcome.Completed, Verdict> judge) {
        return seen -> seen instanceof RunOutcome.Completed completed
                ? judge.apply(completed)
                : new Verdict(false, words(seen));
    }

    /**
     * The run must fail with a sentence that names the seeded case, when it did what, and say so in its record.
     *
     * @param when such as {@code defense over-budget, protecting}
     * @param what such as {@code moved a pixel by}
     */
    static Judge refusal(String when, String what) {
        return seen -> {
            boolean caught = seen instanceof RunOutcome.Failed failed
                    && failed.fault() instanceof ContractViolation
                    && failed.fault().getMessage().startsWith(when)
                    && failed.fault().getMessage().contains(what)
                    && failed.info().status() == RunInfo.Status.FAILED
                    && failed.info().warnings().stream()
                            .anyMatch(warning -> warning.code().equals("run-failed")
                                    && warning.message().equals(failed.fault().getMessage()));
            return new Verdict(caught, words(seen));
        };
    }

    static String percent(double rate) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * rate);
    }

    private static String words(RunOutcome seen) {
        if (seen instanceof RunOutcome.Failed failed) {
            Throwable fault = failed.fault();
            return fault instanceof ContractViolation
                    ? "refused, \"" + fault.getMessage() + "\""
                    : "stopped by " + fault;
        }
        return seen instanceof RunOutcome.Completed ? "the run completed" : "the run hung";
    }
}
