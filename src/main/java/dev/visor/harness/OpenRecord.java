package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
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
            Runtime.getRuntime().addShutdownHook(hook);
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

    /** Nothing, if nothing has been started. */
    void fail(Throwable fault) {
        unhook();
        List<Warning> why = List.of(Warnings.failed(fault));
        try {
            end(Status.FAILED, why);
        } catch (InputError noRoom) {
            failWithoutTables(why, fault);
        }
    }

    /** On a full disk: a run that goes on makes its tables anew. */
    private void failWithoutTables(List<Warning> why, Throwable fault) {
        try {
            record.discard();
            end(Status.FAILED, why);
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

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Already going down: the hook says so in the record.
            return;
        }
    }
}
