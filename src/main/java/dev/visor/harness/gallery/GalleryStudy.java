package dev.visor.harness.gallery;

import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Embedder.Face;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.store.RunStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The searches of a suite's clean probes in galleries that grow: a photo of each of the people, then real photos of others of the data set.
 *
 * <p>Each gallery holds the smaller ones. Those who calibrate the suite's thresholds are in none of them, and are searched as people whom
 * nobody has enrolled. No photo is invented: a gallery ends where the data set does.
 */
public final class GalleryStudy {

    private final TestBed testBed;
    private final Progress progress;

    /**
     * A request to study a recognizer.
     *
     * @param model one of the suite's recognizers
     * @param sizes photos of each gallery
     * @param candidates of each search
     */
    public record Request(
            ResolvedSuite suite, String model, List<Integer> sizes, int candidates, String device, Path cache) {

        public Request {
            sizes = sizes.stream().sorted().distinct().toList();
            if (sizes.isEmpty() || sizes.get(0) < 1) {
                throw new InputError("--sizes must be numbers of photos, at least 1, got " + sizes);
            }
        }
    }

    /**
     * A gallery that was searched.
     *
     * @param photos in it
     * @param people in it
     */
    public record Searched(int photos, int people, Identification counts) {}

    public GalleryStudy(TestBed testBed, Progress progress) {
        this.testBed = testBed;
        this.progress = progress;
    }

    /**
     * Embeds what is not embedded yet, and searches each gallery.
     *
     * @return by size; the last one is smaller than asked for if the data set has fewer photos with a face
     * @throws InputError if a gallery is too small for a photo of each of the probes' people
     */
    public List<Searched> search(Request request) {
        ResolvedSuite suite = request.suite();
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = suite.roles(data);
        requireRoom(request, protocol.firstMates().size());
        try (Compute compute = Compute.open(request.device())) {
            Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
            try (RunStore store = RunStore.in(request.cache(), compute, progress);
                    Zoo zoo = new Zoo(List.of(suite.recognizers().get(request.model())), testBed, compute);
                    Embedder embedder = new Embedder(store.embeddings(), compute, progress)) {
                FaceLocator photographs = new FaceLocator(detector, store.contents());
                List<FacePhoto> enrolled = enrolled(data, protocol, request);
                List<FacePhoto> probes = new ArrayList<>(protocol.probes());
                probes.addAll(protocol.impostors());
                Map<PhotoId, float[]> gallery = seen(enrolled, zoo, photographs, embedder, request.model(), "gallery");
                Map<PhotoId, float[]> asked = seen(probes, zoo, photographs, embedder, request.model(), "probes");
                return sizes(request, people(enrolled, gallery), gallery, people(probes, asked), asked, compute);
            } finally {
                detector.ifPresent(FaceDetector::close);
            }
        }
    }

    private static void requireRoom(Request request, int mates) {
        if (request.sizes().get(0) < mates) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "--sizes: a gallery of %d photos does not hold one of each of the %d people looked up; take at least that many, or fewer probes (--set probes=N)",
                    request.sizes().get(0),
                    mates));
        }
    }

    private List<Searched> sizes(
            Request request,
            Map<PhotoId, String> enrolled,
            Map<PhotoId, float[]> gallery,
            Map<PhotoId, String> probes,
            Map<PhotoId, float[]> asked,
            Compute compute) {
        if (gallery.isEmpty() || asked.isEmpty()) {
            throw new InputError("suite %s: no photo of its probes or gallery shows a face"
                    .formatted(request.suite().id()));
        }
        List<Searched> all = new ArrayList<>();
        for (int wanted : request.sizes()) {
            int size = Math.min(wanted, gallery.size());
            List<String> people = List.copyOf(enrolled.values()).subList(0, size);
            List<List<BlockSearch.Match>> found = new BlockSearch(compute, progress, BlockSearch.BLOCK)
                    .best(
                            Embeddings.of(List.copyOf(asked.values()), "the probes"),
                            Embeddings.of(List.copyOf(gallery.values()).subList(0, size), "the gallery"),
                            request.candidates());
            all.add(new Searched(
                    size,
                    new HashSet<>(people).size(),
                    Identification.of(found, List.copyOf(probes.values()), people, request.candidates())));
            if (size < wanted) {
                progress.say(String.format(
                        Locale.ROOT, "the data set has no more than %d photos for a gallery, not %d", size, wanted));
                break;
            }
        }
        return all;
    }

    /** One photo of each of the people looked up, then as many others as the largest gallery needs, drawn by the suite's seed. */
    private static List<FacePhoto> enrolled(DataSet data, Protocol protocol, Request request) {
        Set<SubjectId> asked = new HashSet<>();
        protocol.probes().forEach(photo -> asked.add(photo.subject()));
        protocol.impostors().forEach(photo -> asked.add(photo.subject()));
        List<FacePhoto> others = new ArrayList<>(data.photos().stream()
                .filter(photo -> !asked.contains(photo.subject()))
                .toList());
        RandomGenerator random =
                new Seed(request.suite().seeds().get(0)).derive("gallery").generator();
        for (int i = others.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            FacePhoto other = others.set(j, others.get(i));
            others.set(i, other);
        }
        List<FacePhoto> enrolled = new ArrayList<>(protocol.firstMates());
        enrolled.addAll(others);
        return enrolled;
    }

    private static Map<PhotoId, float[]> seen(
            List<FacePhoto> photos, Zoo zoo, FaceLocator photographs, Embedder embedder, String model, String what) {
        List<Face> faces = photos.stream()
                .map(photo -> new Face(
                        photo.id(),
                        photographs.key(photo),
                        crop -> photographs.see(photo).cutTo(crop)))
                .toList();
        Map<PhotoId, float[]> seen = new LinkedHashMap<>();
        zoo.byCrop(List.of(model)).forEach((crop, recognizers) -> {
            Map<PhotoId, Acquired> by = embedder.embed(recognizers, faces, false, "embedding the " + what)
                    .get(model);
            photos.forEach(photo -> {
                if (by.get(photo.id()) instanceof Embedded embedded) {
                    seen.put(photo.id(), embedded.embedding().values());
                }
            });
        });
        return seen;
    }

    /** Names the people in photos, of those in which a face was seen, in the same order. */
    private static Map<PhotoId, String> people(List<FacePhoto> photos, Map<PhotoId, float[]> seen) {
        Map<PhotoId, String> people = new LinkedHashMap<>();
        photos.stream()
                .filter(photo -> seen.containsKey(photo.id()))
                .forEach(photo -> people.put(photo.id(), photo.subject().value()));
        return people;
    }
}
