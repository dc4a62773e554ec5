package dev.visor.harness.exchange;

import dev.visor.core.Budget;
import dev.visor.core.Citation;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Protocol;
import dev.visor.defense.Defense;
import dev.visor.defense.external.SuppliedImages;
import dev.visor.external.Job;
import dev.visor.external.JobFile;
import dev.visor.external.JobImage;
import dev.visor.external.ResultFolder;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.store.ContentStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a defense of images that were supplied for a job, once they have been checked. */
public final class Scoring {

    /** The type in a record, of which no catalog holds an entry. */
    public static final String TYPE = "supplied-images";

    private final TestBed testBed;
    private final Progress progress;

    public Scoring(TestBed testBed, Progress progress) {
        this.testBed = testBed;
        this.progress = progress;
    }

    /**
     * A job and what came back for it.
     *
     * @param suite that the job was made of, resolved anew
     * @param result where the images are
     */
    public record Request(
            ResolvedSuite suite, JobFile job, ResultFolder result, Submission submission, String device) {}

    /**
     * A result that was checked.
     *
     * @param check all faults and notes
     * @param suite with the images as its defense; to be run if there is no fault
     */
    public record Checked(ResultCheck check, ResolvedSuite suite) {}

    /**
     * Checks a result against its job, image by image.
     *
     * @param store of what is detected
     * @throws InputError if the job is not of this suite, with these photos
     */
    public Checked check(Request request, ContentStore store) {
        ResolvedSuite suite = request.suite();
        requireSame(request.job().suiteDigest(), suite.digest(), "the suite " + suite.id(), "settings or entries");
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = suite.roles(data);
        requireSame(request.job().protocol(), protocol.digest(), "the data set " + data.id(), "photos");
        try (Compute compute = Compute.open(request.device())) {
            Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
            try {
                ExportedPhotos photos = new ExportedPhotos(
                        suite,
                        data,
                        protocol,
                        new FaceLocator(detector, store),
                        request.job().unit(),
                        request.job().decoys());
                return check(request, photos);
            } finally {
                detector.ifPresent(FaceDetector::close);
            }
        }
    }

    private Checked check(Request request, ExportedPhotos photos) {
        JobFile job = request.job();
        boolean whole = job.unit() == Job.Unit.PHOTO;
        ResultCheck check = new ResultCheck(
                request.result(), job.budget(), whole, request.suite().suite().crop());
        Map<String, JobImage> sizes = new HashMap<>();
        photos.forEach(photo -> {
            JobImage image = photo.image();
            if (!job.sha256().containsKey(image.name())) {
                throw new InputError(
                        "the job holds no photo %s, which its suite has; export it anew".formatted(image.name()));
            }
            check.look(photo);
            sizes.put(image.name(), image);
            progress.advance("checking images", sizes.size(), photos.size());
        });
        check.finish();
        return new Checked(check, request.suite().defendedBy(entry(request, check, sizes), ours(request)));
    }

    private static void requireSame(String told, Digest found, String what, String changes) {
        if (!told.equals(found.hex())) {
            throw new InputError(
                    "the job was made of other %s of %s than are here now; export it anew".formatted(changes, what));
        }
    }

    /** Returns those of the submission's surrogates that the suite knows: beating them is no transfer. */
    private static List<String> ours(Request request) {
        return request.submission().surrogates().stream()
                .filter(request.suite().recognizers()::containsKey)
                .toList();
    }

    private static Entry<Defense> entry(Request request, ResultCheck check, Map<String, JobImage> sizes) {
        Submission submission = request.submission();
        SortedMap<String, String> params = new TreeMap<>(submission.told());
        params.put("images", check.images().hex());
        params.put("unit", request.job().unit().word());
        params.put("photos", Integer.toString(check.photos()));
        params.put("budget", String.format(Locale.ROOT, "%s", request.job().budget()));
        for (ResultCheck.Note note : ResultCheck.Note.values()) {
            params.put(note.word(), Integer.toString(check.count(note)));
        }
        Optional<Budget> budget = request.job().budget() > 0
                ? Optional.of(new Budget(request.job().budget() / 255))
                : Optional.empty();
        return new Entry<>(
                submission.id(),
                TYPE,
                submission.method(),
                new Citation(submission.paper(), "authors"),
                params,
                new SuppliedImages(
                        request.job().unit() == Job.Unit.PHOTO,
                        budget,
                        !ours(request).isEmpty(),
                        check.names(),
                        name -> read(request.result(), sizes.get(name))));
    }

    private static FaceImage read(ResultFolder result, JobImage original) {
        ResultFolder.Found found = result.read(original);
        return found.image()
                .orElseThrow(() -> new InputError("%s was sound when it was checked, and now %s; leave the result alone"
                        .formatted(original.name(), found.fault().orElse("is not"))));
    }

    /** Returns the faults as lines, so many of them at most. */
    public static List<String> lines(List<String> faults, int most) {
        List<String> lines = new ArrayList<>(faults.subList(0, Math.min(most, faults.size())));
        if (faults.size() > most) {
            lines.add(String.format(Locale.ROOT, "and %d more", faults.size() - most));
        }
        return lines;
    }
}
