package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.diagnosis.WarningCode;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A record under way: it says {@code started} first, and then, whatever happens and only once, how the run ended. */
final class OpenRecord {

    private final RunRecord record;
    private final Clock clock;
    private final Thread hook = new Thread(() -> end(Status.INTERRUPTED, List.of()));
    private RunInfo info;
    private boolean ended;

    OpenRecord(RunRecord record, Clock clock) {
        this.record = record;
        this.clock = clock;
    }

    synchronized void start(RunInfo started) {
        if (!ended) {
            info = started;
            record.begin(started);
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Going down before it began: nobody else will say so.
                end(Status.INTERRUPTED, List.of());
            }
        }
    }

    void complete(RunInfo done) {
        unhook();
        synchronized (this) {
            if (!ended) {
                ended = true;
                record.write(done);
            }
        }
    }

    /**
     * Nothing is written, if nothing has been started.
     *
     * @return whether the run has failed; otherwise it was interrupted, and what it threw comes of the process going down
     */
    boolean fail(Throwable fault) {
        boolean failed = unhook();
        Status how = failed ? Status.FAILED : Status.INTERRUPTED;
        List<Warning> why = failed ? List.of(failure(fault)) : List.of();
        try {
            end(how, why);
        } catch (InputError noRoom) {
            endWithoutTables(how, why, fault);
        }
        return failed;
    }

    /** Warns of what ended the run, in the record that it left. */
    private static Warning failure(Throwable fault) {
        return WarningCode.RUN_FAILED.says(fault.getMessage() == null ? fault.toString() : fault.getMessage());
    }

    /** Ends the record on a full disk: a run that goes on makes its tables anew. */
    private void endWithoutTables(Status how, List<Warning> why, Throwable fault) {
        try {
            record.discard();
            end(how, why);
        } catch (InputError e) {
            // What ended the run is what is to be told, not that its record cannot say so.
            fault.addSuppressed(e);
        }
    }

    private synchronized void end(Status how, List<Warning> more) {
        if (!ended && info != null) {
            List<Warning> warnings = new ArrayList<>(info.warnings());
            warnings.addAll(more);
            record.write(info.ended(how, clock.instant(), List.of(), Counts.NONE, List.of(), warnings));
        }
        ended = true;
    }

    /** Whether the process goes on; if it is going down, the hook says so in the record. */
    private boolean unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
