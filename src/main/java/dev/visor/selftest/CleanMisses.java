package dev.visor.selftest;

import dev.visor.core.Cell;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.harness.Guards;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.Recognizer;
import dev.visor.result.RecordedTrial;
import dev.visor.tensor.Compute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts the genuine pairs that a recognizer misses with no defense anywhere near: photos, recognizer, cosine,
 * threshold, and nothing of the pipeline.
 */
final class CleanMisses {

    private CleanMisses() {}

    /** The share among the pairs of the control's trials, at the record's only threshold of that model. */
    static double rate(RunOutcome.Completed seen, SelfTestBed bed, String model, String device) {
        ResolvedSuite suite = new SeededDefenses(bed).none().suite(bed, Guards.ALL);
        Map<PhotoId, FacePhoto> photos = bed.testBed().dataSet(suite.dataset()).photos().stream()
                .collect(Collectors.toMap(FacePhoto::id, photo -> photo));
        double threshold = seen.info().thresholds().stream()
                .filter(entry -> entry.recognizer().equals(model))
                .findFirst()
                .orElseThrow()
                .similarity();
        List<Verification> pairs = seen.trials().stream()
                .map(RecordedTrial::trial)
                .filter(trial -> trial instanceof Verification pair && pair.label() == Label.OTHER && of(pair, model))
                .map(Verification.class::cast)
                .toList();
        try (Compute compute = Compute.open(device);
                Recognizer recognizer =
                        bed.testBed().recognizer(suite.recognizers().get(model), compute)) {
            Map<PhotoId, Embedding> embeddings = new HashMap<>();
            long missed = pairs.stream()
                    .filter(pair -> {
                        Embedding one =
                                embeddings.computeIfAbsent(pair.probe(), id -> embed(recognizer, photos.get(id)));
                        Embedding other =
                                embeddings.computeIfAbsent(pair.mate(), id -> embed(recognizer, photos.get(id)));
                        return one.similarity(other) <= threshold;
                    })
                    .count();
            return missed / (double) pairs.size();
        }
    }

    private static boolean of(Trial trial, String model) {
        return trial.cell().model().equals(model)
                && trial.cell().alignment() == dev.visor.core.Alignment.CROP
                && trial.cell().countermeasure().equals(Cell.NO_COUNTERMEASURE)
                && trial.pairing() == dev.visor.core.Pairing.PROTECTED_CLEAN;
    }

    private static Embedding embed(Recognizer recognizer, FacePhoto photo) {
        Crop crop = recognizer.card().crop();
        if (!(ImageFiles.read(photo.source(), content -> {}) instanceof Decoded decoded)) {
            throw new InputError("%s: it cannot be read; the self-test needs it".formatted(photo.file()));
        }
        FaceImage face = FaceCropper.crop(decoded.photo(), photo.landmarks().orElseThrow(), crop)
                .quantized();
        return recognizer.embed(List.of(face)).get(0);
    }
}
