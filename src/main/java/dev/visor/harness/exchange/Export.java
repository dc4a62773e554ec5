package dev.visor.harness.exchange;

import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Protocol;
import dev.visor.external.Job;
import dev.visor.external.JobFolder;
import dev.visor.external.JobModel;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the job of a suite: all that somebody needs to protect its photos elsewhere, and nothing of its gallery. */
public final class Export {

    private final TestBed testBed;
    private final Progress progress;

    public Export(TestBed testBed, Progress progress) {
        this.testBed = testBed;
        this.progress = progress;
    }

    /**
     * A job to be written.
     *
     * @param suite without any defense but the control
     * @param settings of the suite, as they were set on the command line
     * @param budget that results are held to; empty for none
     * @param decoys photos of strangers among the others
     * @param folder of the job, new or empty
     */
    public record Request(
            ResolvedSuite suite,
            List<String> settings,
            Job.Unit unit,
            Optional<Budget> budget,
            int decoys,
            Path folder,
            String device) {}

    /**
     * Writes the job.
     *
     * @return how many photos it has
     * @throws InputError if the folder holds something, or something that the suite needs is missing
     */
    public int write(Request request) {
        requireEmpty(request.folder());
        ResolvedSuite suite = request.suite();
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = suite.roles(data);
        try (Compute compute = Compute.open(request.device())) {
            Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
            try {
                FaceLocator photographs = new FaceLocator(detector, new MemoryStore());
                ExportedPhotos photos =
                        new ExportedPhotos(suite, data, protocol, photographs, request.unit(), request.decoys());
                JobFolder job = new JobFolder(request.folder());
                int[] count = new int[1];
                photos.forEach(photo -> {
                    job.add(photo.image());
                    progress.advance("photos", ++count[0], photos.size());
                });
                targets(suite, protocol, photographs, request.unit()).forEach(job::addTarget);
                job.finish(new Job(
                        "protect",
                        request.unit(),
                        request.unit() == Job.Unit.FACE
                                ? Optional.of(suite.suite().crop())
                                : Optional.empty(),
                        request.budget(),
                        models(suite, compute),
                        origin(request, protocol)));
                return count[0];
            } finally {
                detector.ifPresent(FaceDetector::close);
            }
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> held = Files.list(folder)) {
            if (held.findAny().isPresent()) {
                throw new InputError("%s is not empty; name a new folder for the job".formatted(folder));
            }
        } catch (IOException e) {
            throw new InputError("%s is no folder that can be written to (%s)".formatted(folder, e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new InputError("%s cannot be listed (%s)".formatted(folder, e.getMessage()), e);
        }
    }

    private static List<FaceImage> targets(
            ResolvedSuite suite, Protocol protocol, FaceLocator photographs, Job.Unit unit) {
        Crop crop = suite.suite().crop();
        return unit == Job.Unit.FACE
                ? photographs.faces(protocol.targets(), crop)
                : photographs.photos(protocol.targets());
    }

    /** Returns those of the suite's surrogates that are one file. */
    private List<JobModel> models(ResolvedSuite suite, Compute compute) {
        Set<String> ids = new LinkedHashSet<>();
        suite.suite().surrogates().forEach(ids::addAll);
        List<JobModel> models = new ArrayList<>();
        for (String id : ids) {
            RecognizerCard card = suite.recognizers().get(id);
            try (Recognizer recognizer = testBed.recognizer(card, compute)) {
                recognizer.file().ifPresent(file -> models.add(new JobModel(card, file)));
            }
        }
        return models;
    }

    private static Map<String, Object> origin(Request request, Protocol protocol) {
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("suite", request.suite().id());
        origin.put("settings", request.settings());
        origin.put("suite_digest", request.suite().digest().hex());
        origin.put("protocol_digest", protocol.digest().hex());
        origin.put("seed", request.suite().suite().seeds().get(0));
        origin.put("decoys", request.decoys());
        return origin;
    }
}
