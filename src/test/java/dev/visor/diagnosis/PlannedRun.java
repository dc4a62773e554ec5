package dev.visor.diagnosis;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.SampleCells;
import dev.visor.result.RunInfo;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.result.settings.SampleSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan of a perturbation, its surrogate and a model, to be changed by tests. */
final class PlannedRun {

    RunInfo.RecognizerEntry model = recognizer("victim", "b".repeat(64), "family-b", "SetB1");
    RecognitionSizes roles = new RecognitionSizes(6, 6, 0, 2, 2, 5, 12, 0, "");
    String detector = "landmarks";
    Dirty dirty = Dirty.NO;
    Access access = Access.BLACK_BOX;
    Map<String, Integer> leftOut = Map.of();
    List<RunInfo.Entry> defenses = List.of(defense("none", "control"), defense("cloak", "paper"));
    Counts counts = Counts.NONE;
    int format = RunInfo.FORMAT_VERSION;
    String contents = "c".repeat(64);

    /** Beside those that every plan has. */
    final List<Cell> cells = new ArrayList<>();

    /** Of a run that trains recognizers and inverts them. */
    boolean inverts;

    private final SampleSettings settings = new SampleSettings()
            .with("fars", List.of(.2))
            .with("surrogates", List.of(List.of("own")))
            .with("alignments", List.of("crop", "photo"))
            .with("models", List.of("own", "victim"));

    private final SampleSettings inversion = new SampleSettings();

    void set(String setting, Object value) {
        (inverts ? inversion : settings).with(setting, value);
    }

    Cell cell(String defense, String countermeasure) {
        return SampleCells.recognition(
                defense,
                defense.equals("none") ? List.of() : List.of("own"),
                "search",
                "victim",
                "noise-people",
                1,
                Alignment.CROP,
                countermeasure,
                defense.equals("none") ? Access.NONE : access);
    }

    RunInfo.RecognizerEntry recognizer(String id, String sha256, String architecture, String trainedOn) {
        return new RunInfo.RecognizerEntry(
                id,
                "linear",
                sha256,
                "d".repeat(64),
                "c".repeat(64),
                "crop",
                8,
                architecture,
                trainedOn,
                "none",
                List.of());
    }

    static RunInfo.Entry defense(String id, String fidelity) {
        return new RunInfo.Entry(id, id, "", "", fidelity, Map.of(), "", "c".repeat(64), "");
    }

    RunInfo info() {
        return new RunInfo(
                format,
                format,
                RunInfo.Status.COMPLETED,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                new RunInfo.Suite("test", "", "", "", inverts ? inversion.inversion() : settings.recognition()),
                defenses,
                List.of(),
                List.of(recognizer("own", "a".repeat(64), "family-a", "SetA1"), model),
                new RunInfo.Detector(detector, ""),
                new DatasetEntry("noise-people", 40, 20, "", contents, leftOut),
                inverts ? new InversionSizes(6, 6, 6, 6, 12, 0, "") : roles,
                List.of(),
                List.of(1L),
                "unknown",
                dirty,
                null,
                counts,
                List.of(),
                List.of(),
                Map.of("trials.csv", new RunInfo.FileEntry("e".repeat(64), null)));
    }
}
