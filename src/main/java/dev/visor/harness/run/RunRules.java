package dev.visor.harness.run;

import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import dev.visor.harness.MemoryLimit;
import dev.visor.harness.Progress;
import dev.visor.harness.TimeLimit;
import dev.visor.harness.plan.Provenance;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.protection.Rules;

/** The rules that a run asks for. */
final class RunRules {

    private RunRules() {}

    /** Returns the rules of a run; all that it says of its memory, it says to the progress. */
    public static Rules of(RunRequest request, Progress progress) {
        Guards guards = request.suite().guards();
        return new Rules(
                guards,
                guards.hold(Guard.TIME_LIMIT) ? new TimeLimit(request.limits().batch()) : TimeLimit.none(),
                request.limits()
                        .memory()
                        .map(most -> new MemoryLimit(most, Provenance::memory, progress::say))
                        .orElseGet(MemoryLimit::none),
                true);
    }
}
