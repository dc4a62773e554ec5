package dev.visor.result;

import dev.visor.core.Trust;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.Environment;
import dev.visor.result.entry.Ledger;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.format1.FormatOneRun;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.ProtocolSizes;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.Settings;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run's provenance: {@code run.json}, where its numbers come from. Digests are 64 hexadecimal digits.
 *
 * @param formatVersion of the files as they were read; what is written is always of today's
 * @param edition of what is measured, so that a record is asked for no metric that came later
 * @param started handed in by the harness
 * @param finished empty while the run is under way
 * @param commit of the code, {@code unknown} outside a repository
 * @param dirty whether the code differed from that commit
 * @param files of the record, by name, as they were when the run was completed; empty before, and in records of an older Visor
 */
public record RunInfo(
        int formatVersion,
        int edition,
        Status status,
        Instant started,
        Optional<Instant> finished,
        Suite suite,
        List<Entry> defenses,
        List<Entry> attacks,
        List<RecognizerEntry> recognizers,
        Detector detector,
        DatasetEntry dataset,
        ProtocolSizes protocol,
        List<ThresholdEntry> thresholds,
        List<Long> seeds,
        String commit,
        Dirty dirty,
        Environment environment,
        Counts counts,
        List<Ledger> ledgers,
        List<Warning> warnings,
        Map<String, FileEntry> files) {

    /** Version of the files: their keys and columns. */
    public static final int FORMAT_VERSION = 2;

    /** Edition of what is measured: which metrics a record has. Those of format 1 are the first. */
    public static final int EDITION = 6;

    /** Prefix of the number that a record of format 1 tells of a type in place of its code; nobody had to raise it. */
    public static final String VERSION = FormatOneRun.VERSION;

    /** Whether that is the digest of code, and no number of an older record. */
    public static boolean isOfCode(String implementation) {
        return !implementation.startsWith(VERSION);
    }

    /** The progress of a run. */
    public enum Status {
        STARTED,
        COMPLETED,
        FAILED,
        INTERRUPTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A suite as it was asked for.
     *
     * @param caveat what the suite cannot prove
     * @param settings every resolved setting, overrides included
     */
    public record Suite(String id, String summary, String caveat, String digest, Settings settings) {}

    /**
     * A defense or an attack as configured.
     *
     * @param implementation digest of the code that it ran, {@code version 1} in records of format 1
     * @param note what a reader must know about it, such as how its reading departs from the paper
     * @param trust how far its results can be believed
     */
    public record Entry(
            String id,
            String type,
            String summary,
            String sourcePaper,
            String sourceFidelity,
            Map<String, Object> params,
            String digest,
            String implementation,
            String note,
            Trust trust) {

        public Entry {
            params = sorted(params);
        }

        /** Makes an entry of Visor's own. */
        public Entry(
                String id,
                String type,
                String summary,
                String sourcePaper,
                String sourceFidelity,
                Map<String, Object> params,
                String digest,
                String implementation,
                String note) {
            this(id, type, summary, sourcePaper, sourceFidelity, params, digest, implementation, note, Trust.BUILT_IN);
        }
    }

    /**
     * A recognizer that played a role.
     *
     * @param implementation digest of the code that loaded and asked it, {@code version 1} in records of format 1
     * @param roles {@code model}, {@code surrogate}, {@code judge}, {@code teacher}; records of older Visors say {@code victim} for {@code
     *     model}, {@code newer} or {@code juror} for {@code judge}
     */
    public record RecognizerEntry(
            String id,
            String type,
            String sha256,
            String digest,
            String implementation,
            String crop,
            int dimension,
            String architecture,
            String trainedOn,
            String licence,
            List<String> roles) {

        public RecognizerEntry {
            roles = List.copyOf(roles);
        }
    }

    /** A detector, which finds the faces. */
    public record Detector(String id, String digest) {}

    /** A sign that the evaluation may be unreliable; {@code code} is an anchor of {@code docs/warnings.md}. */
    public record Warning(String code, String message) {}

    /**
     * A file of the record, by what it held.
     *
     * @param sha256 of its bytes
     * @param trace by which a cell that was changed since can be found
     */
    public record FileEntry(String sha256, Trace trace) {}

    public RunInfo {
        defenses = List.copyOf(defenses);
        attacks = List.copyOf(attacks);
        recognizers = List.copyOf(recognizers);
        thresholds = List.copyOf(thresholds);
        seeds = List.copyOf(seeds);
        ledgers = List.copyOf(ledgers);
        warnings = List.copyOf(warnings);
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Whether the run trained recognizers and inverted them; otherwise recognizers looked people up. */
    public boolean inverts() {
        return suite.settings() instanceof InversionSettings;
    }

    /**
     * The settings of a run that inverts.
     *
     * @throws IllegalStateException if it does not
     */
    public InversionSettings inversion() {
        if (suite.settings() instanceof InversionSettings settings) {
            return settings;
        }
        throw new IllegalStateException(suite.id() + " inverts nothing");
    }

    /** The settings of a run that recognizes; {@link RecognitionSettings#NONE} of one that inverts. */
    public RecognitionSettings recognition() {
        return suite.settings() instanceof RecognitionSettings settings ? settings : RecognitionSettings.NONE;
    }

    /**
     * The roles of a run that inverts.
     *
     * @throws IllegalStateException if it does not
     */
    public InversionSizes inversionSizes() {
        if (protocol instanceof InversionSizes sizes) {
            return sizes;
        }
        throw new IllegalStateException(suite.id() + " inverts nothing");
    }

    /** Tells how far the results of a defense or an attack can be believed; of one that is not in the record, as far as can be. */
    public Trust trust(String id) {
        return Stream.concat(defenses.stream(), attacks.stream())
                .filter(entry -> entry.id().equals(id))
                .map(Entry::trust)
                .reduce(Trust.BUILT_IN, Trust::weaker);
    }

    /** Settings as they stand in {@code run.json}: by key, in the order of the alphabet. */
    public static Map<String, Object> byKey(Settings settings) {
        return RunJson.byKey(settings);
    }

    /** Returns the same run, ended: with what is only known then. */
    public RunInfo ended(
            Status how,
            Instant when,
            List<ThresholdEntry> calibrated,
            Counts counted,
            List<Ledger> asked,
            List<Warning> raised) {
        return copy(how, started, Optional.of(when), suite, calibrated, counted, asked, raised, files);
    }

    /** Returns the same run with what its files hold. */
    RunInfo withFiles(Map<String, FileEntry> held) {
        return copy(status, started, finished, suite, thresholds, counts, ledgers, warnings, held);
    }

    /** Returns the same run, whose suite was resolved to these settings. */
    public RunInfo withSettings(Settings settings) {
        Suite resolved = new Suite(suite.id(), suite.summary(), suite.caveat(), suite.digest(), settings);
        return copy(status, started, finished, resolved, thresholds, counts, ledgers, warnings, files);
    }

    /** Returns the same run, begun then. */
    public RunInfo withStarted(Instant when) {
        return copy(status, when, finished, suite, thresholds, counts, ledgers, warnings, files);
    }

    private RunInfo copy(
            Status how,
            Instant begun,
            Optional<Instant> over,
            Suite asked,
            List<ThresholdEntry> calibrated,
            Counts counted,
            List<Ledger> spent,
            List<Warning> raised,
            Map<String, FileEntry> held) {
        return new RunInfo(
                formatVersion,
                edition,
                how,
                begun,
                over,
                asked,
                defenses,
                attacks,
                recognizers,
                detector,
                dataset,
                protocol,
                calibrated,
                seeds,
                commit,
                dirty,
                environment,
                counted,
                spent,
                raised,
                held);
    }

    /** Returns the same run with these warnings instead of its own. */
    public RunInfo withWarnings(List<Warning> raised) {
        return copy(status, started, finished, suite, thresholds, counts, ledgers, raised, files);
    }

    /** One order for all, so that equal settings give equal bytes. */
    private static Map<String, Object> sorted(Map<String, Object> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
