package dev.visor.result;

import dev.visor.core.Access;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.Environment;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.result.settings.SampleSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A run of two cells and five trials, one of every kind. */
public final class SmallRun {

    static final Cell CONTROL = SampleCells.recognition(
            "none", List.of(), "zoo", "edgeface_xxs", "lfw", 7, Alignment.CROP, "none", Access.NONE);
    static final Cell PROTECTED = SampleCells.recognition(
            "tip-im-paper",
            List.of("mfn_y1", "mobileface_v2"),
            "zoo",
            "edgeface_xxs",
            "lfw",
            7,
            Alignment.PHOTO,
            "jpeg-75",
            Access.BLACK_BOX);

    static final SubjectId ANN = new SubjectId("Ann");
    static final SubjectId BOB = new SubjectId("Bob, \"the\" second");

    static final List<Trial> TRIALS = List.of(
            pair(CONTROL, Pairing.CLEAN_CLEAN, Trial.Label.OTHER, OptionalInt.of(3), new Outcome.Compared(.12345649)),
            pair(
                    PROTECTED,
                    Pairing.PROTECTED_CLEAN,
                    Trial.Label.TARGET,
                    OptionalInt.empty(),
                    new Outcome.NotAcquired(Acquired.Reason.NO_FACE)),
            search(
                    Pairing.PROTECTED_CLEAN,
                    new Outcome.Compared(-.5),
                    Optional.of(new Trial.Found(12, OptionalInt.of(1), Optional.of(BOB), BOB))),
            search(
                    Pairing.PROTECTED_PROTECTED,
                    new Outcome.Compared(.25),
                    Optional.of(new Trial.Found(1, OptionalInt.empty(), Optional.empty(), ANN))),
            search(Pairing.PROTECTED_CLEAN, new Outcome.NotAcquired(Acquired.Reason.FAILED), Optional.empty()));

    private SmallRun() {}

    public static RunInfo started() {
        return new RunInfo(
                RunInfo.FORMAT_VERSION,
                RunInfo.EDITION,
                RunInfo.Status.STARTED,
                Instant.parse("2026-01-31T12:00:00Z"),
                Optional.empty(),
                new RunInfo.Suite(
                        "small",
                        "Two cells",
                        "It proves nothing.",
                        "a".repeat(64),
                        new SampleSettings().with("alignments", List.of("crop")).recognition()),
                List.of(new RunInfo.Entry(
                        "tip-im-paper",
                        "tip-im",
                        "TIP-IM",
                        "Yang et al. 2021",
                        "paper",
                        Map.of("epsilon", "12/255", "batch", 8, "a", .5),
                        "b".repeat(64),
                        "c".repeat(64),
                        "none")),
                List.of(),
                List.of(new RunInfo.RecognizerEntry(
                        "edgeface_xxs",
                        "torchscript",
                        "c".repeat(64),
                        "d".repeat(64),
                        "c".repeat(64),
                        "arcface112",
                        512,
                        "edgeface",
                        "webface",
                        "cc-by-nc",
                        List.of("model"))),
                new RunInfo.Detector("mtcnn", "e".repeat(64)),
                new DatasetEntry("lfw", 4, 2, "f".repeat(64)),
                new RecognitionSizes(2, 2, 0, 1, 1, 0, 0, 0, "0".repeat(64)),
                List.of(),
                List.of(7L),
                "6566f9d0000",
                Dirty.YES,
                new Environment("17", "Linux", "x", 2, "PyTorch", "2.7.1", "cpu", 2, ""),
                Counts.NONE,
                List.of(),
                List.of(),
                Map.of());
    }

    private static Trial pair(Cell cell, Pairing pairing, Trial.Label label, OptionalInt fold, Outcome outcome) {
        return new Trial.Verification(
                cell, pairing, ANN, new PhotoId("Ann_0001"), BOB, new PhotoId("Bob_0002"), label, fold, outcome);
    }

    private static Trial search(Pairing pairing, Outcome outcome, Optional<Trial.Found> found) {
        return new Trial.Identification(PROTECTED, pairing, ANN, new PhotoId("Ann_0001"), outcome, found);
    }
}
