package dev.visor.harness.run;

import dev.visor.harness.Progress;
import dev.visor.harness.cost.TimeLeft;
import dev.visor.harness.cost.WorkPlan;
import dev.visor.harness.plan.Provenance;
import dev.visor.result.entry.RunState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Hands on how far a run has come, and keeps it in the record's folder, at most once a second, for whoever asks elsewhere. */
final class RunProgress implements Progress {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Results that are kept, the last ones. */
    private static final int RESULTS = 5;

    private final Progress progress;
    private final Path folder;
    private final Clock clock;
    private final Instant started;
    private final String host = host();
    private final Deque<String> results = new ArrayDeque<>();
    private Instant written = Instant.MIN;
    private String stage = "";
    private Instant stageStarted = Instant.MIN;
    private long stageFrom;
    private long done;
    private long total;
    private Instant told = Instant.EPOCH;
    private TimeLeft timeLeft = new TimeLeft(new WorkPlan(List.of()));
    private long cells;
    private long allCells;

    RunProgress(Progress progress, Path folder, Clock clock) {
        this.progress = progress;
        this.folder = folder;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Takes the plan of what is run, from which follows how long it takes. */
    synchronized void expect(WorkPlan plan) {
        timeLeft = new TimeLeft(plan);
    }

    @Override
    public void advance(String name, long completed, long all) {
        if (isDue()) {
            tell();
        }
        progress.advance(name, completed, all);
        synchronized (this) {
            if (!name.equals(stage)) {
                stage = name;
                stageStarted = clock.instant();
                stageFrom = completed;
            }
            done = completed;
            total = all;
            keep();
        }
    }

    @Override
    public void judged(long judged, long all) {
        synchronized (this) {
            cells = judged;
            allCells = all;
            timeLeft.judged(judged, seconds(started, clock.instant()));
            keep();
        }
        tell();
    }

    private synchronized boolean isDue() {
        return Duration.between(told, clock.instant()).compareTo(SHORTEST) >= 0;
    }

    private void tell() {
        Whole whole;
        synchronized (this) {
            told = clock.instant();
            whole = new Whole(cells, allCells, timeLeft.left(seconds(started, told)), Provenance.memory());
        }
        progress.whole(whole);
    }

    @Override
    public void result(String sentence) {
        progress.result(sentence);
        synchronized (this) {
            results.addLast(sentence);
            if (results.size() > RESULTS) {
                results.removeFirst();
            }
            keep();
        }
    }

    @Override
    public void say(String line) {
        progress.say(line);
    }

    private void keep() {
        Instant now = clock.instant();
        if (Files.isDirectory(folder) && Duration.between(written, now).compareTo(SHORTEST) >= 0) {
            written = now;
            double seconds = stageStarted.equals(Instant.MIN) ? 0 : seconds(stageStarted, now);
            new RunState(
                            ProcessHandle.current().pid(),
                            host,
                            started.toString(),
                            now.toString(),
                            stage,
                            done,
                            total,
                            seconds > 0 ? (done - stageFrom) / seconds : 0,
                            cells,
                            allCells,
                            seconds(started, now),
                            timeLeft.left(seconds(started, now)).orElse(0.),
                            Provenance.memory(),
                            List.copyOf(results))
                    .write(folder);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
