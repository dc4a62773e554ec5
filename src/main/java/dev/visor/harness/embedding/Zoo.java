package dev.visor.harness.embedding;

import dev.visor.core.CountedByValue;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.harness.TestBed;
import dev.visor.recognizer.Convertible;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The recognizers of a run and what lays meshes over faces, each loaded once. */
@CountedByValue("what it hands out stands in keys")
public final class Zoo implements AutoCloseable {

    private final Compute compute;
    private final TestBed testBed;
    private Optional<MeshFinder> meshFinder = Optional.empty();
    private final Map<String, Recognizer> recognizers = new LinkedHashMap<>();
    private final Map<String, Optional<FaceDetector>> detectors = new HashMap<>();
    private final Map<String, DifferentiableRecognizer> converted = new HashMap<>();
    private final Set<String> differentiated = new HashSet<>();

    public Zoo(Iterable<RecognizerCard> cards, TestBed testBed, Compute compute) {
        this.compute = compute;
        this.testBed = testBed;
        try {
            for (RecognizerCard card : cards) {
                Recognizer recognizer = testBed.recognizer(card, compute);
                recognizers.put(card.id(), recognizer);
                LoadCheck.of(recognizer, compute);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public Recognizer named(String id) {
        return recognizers.get(id);
    }

    /** @throws InputError if it has no gradient */
    public DifferentiableRecognizer surrogate(String id) {
        if (named(id) instanceof DifferentiableRecognizer surrogate) {
            if (differentiated.add(id)) {
                LoadCheck.gradientOf(surrogate, compute);
            }
            return surrogate;
        }
        if (named(id) instanceof Convertible convertible) {
            return converted.computeIfAbsent(id, key -> converted(convertible));
        }
        throw new InputError(
                "surrogate %s: a recognizer of type %s judges only; a surrogate needs gradients (not in a process of its own)"
                        .formatted(id, named(id).card().type()));
    }

    /** Returns what lays meshes over faces, opened when it is first asked for. */
    public MeshFinder meshFinder() {
        if (meshFinder.isEmpty()) {
            meshFinder = Optional.of(testBed.meshFinder(compute));
        }
        return meshFinder.get();
    }

    /** Returns a detector by its word, opened when it is first asked for; empty for one that only takes what it is told. */
    public Optional<FaceDetector> detector(String word) {
        return detectors.computeIfAbsent(word, key -> testBed.detector(key, compute));
    }

    /** Recognizers that take the same cut of a face, together, so that it is cut once. */
    public Map<Crop, List<Recognizer>> byCrop(List<String> ids) {
        Map<Crop, List<Recognizer>> groups = new LinkedHashMap<>();
        for (String id : ids) {
            groups.computeIfAbsent(named(id).card().crop(), crop -> new ArrayList<>())
                    .add(named(id));
        }
        return groups;
    }

    private DifferentiableRecognizer converted(Convertible convertible) {
        DifferentiableRecognizer surrogate = convertible.differentiable(compute);
        try {
            LoadCheck.of(surrogate, compute);
            LoadCheck.gradientOf(surrogate, compute);
            return surrogate;
        } catch (RuntimeException e) {
            surrogate.close();
            throw e;
        }
    }

    @Override
    public void close() {
        converted.values().forEach(Recognizer::close);
        recognizers.values().forEach(Recognizer::close);
        meshFinder.ifPresent(MeshFinder::close);
        detectors.values().forEach(detector -> detector.ifPresent(FaceDetector::close));
    }
}
