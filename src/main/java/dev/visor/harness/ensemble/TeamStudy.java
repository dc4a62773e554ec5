package dev.visor.harness.ensemble;

import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
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
import dev.visor.recognizer.Recognizer;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scores teams of a pool by how they look up a suite's probes, made hard, among its clean gallery photos. */
public final class TeamStudy {

    private static final double MOST_SHRUNK = 32;

    private final TestBed testBed;
    private final Progress progress;

    /**
     * A request to score teams.
     *
     * @param suite its models are the pool
     * @param size of a team
     * @param shrink by how much the side of a probe's face is shrunk and enlarged again; 1 leaves it as it is
     * @param cache folder of what earlier runs kept
     */
    public record Request(ResolvedSuite suite, int size, double shrink, String device, Path cache) {

        /** @throws InputError if there is no such team or no such face */
        public Request {
            int pool = suite.suite().models().size();
            if (size < 2 || size > pool) {
                throw new InputError("a team has 2 members or more, all of the pool; got a team of %d of a pool of %d"
                        .formatted(size, pool));
            }
            if (!(shrink >= 1 && shrink <= MOST_SHRUNK)) {
                throw new InputError(String.format(
                        Locale.ROOT, "--shrink must be from 1 to %.0f, got %s", MOST_SHRUNK, Double.toString(shrink)));
            }
            if (suite.suite().protocol().probes() == 0) {
                throw new InputError("suite %s has no probes to look up; name one that has".formatted(suite.id()));
            }
        }
    }

    /**
     * All teams, the most diverse first.
     *
     * @param pool in the order asked for
     * @param leftOut probes of which no face, or no photo in the gallery, was seen by all of the pool
     * @param gallery how many photos were looked among
     */
    public record Scores(List<TeamScore> teams, List<Answers> pool, int queries, int leftOut, int gallery) {

        public Scores {
            teams = List.copyOf(teams);
            pool = List.copyOf(pool);
        }
    }

    public TeamStudy(TestBed testBed, Progress progress) {
        this.testBed = testBed;
        this.progress = progress;
    }

    /**
     * Embeds what is not embedded yet, and scores the teams.
     *
     * @throws InputError if nobody of the pool fails on any probe, so that all teams are alike
     */
    public Scores measure(Request request) {
        ResolvedSuite suite = request.suite();
        Protocol protocol = suite.roles(testBed.dataSet(suite.dataset()));
        try (Compute compute = Compute.open(request.device())) {
            Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
            try (RunStore store = RunStore.in(request.cache(), compute, progress);
                    Zoo zoo = new Zoo(
                            suite.suite().models().stream()
                                    .map(suite.recognizers()::get)
                                    .toList(),
                            testBed,
                            compute);
                    Embedder embedder = new Embedder(store.embeddings(), compute, progress)) {
                return scores(request, protocol, zoo, new FaceLocator(detector, store.contents()), embedder);
            } finally {
                detector.ifPresent(FaceDetector::close);
            }
        }
    }

    private static Scores scores(
            Request request, Protocol protocol, Zoo zoo, FaceLocator photographs, Embedder embedder) {
        List<String> pool = request.suite().suite().models();
        List<FacePhoto> enrolled = Stream.of(protocol.mates(), protocol.targetGallery(), protocol.distractors())
                .flatMap(List::stream)
                .toList();
        List<Face> hard = ShrunkFaces.of(protocol.probes(), photographs, request.shrink());
        List<Face> clean = enrolled.stream()
                .map(photo -> new Face(
                        photo.id(),
                        photographs.key(photo),
                        crop -> photographs.see(photo).cutTo(crop)))
                .toList();
        Map<String, Map<PhotoId, Acquired>> probesSeen = new HashMap<>();
        Map<String, Map<PhotoId, Acquired>> gallerySeen = new HashMap<>();
        for (Map.Entry<Crop, List<Recognizer>> group : zoo.byCrop(pool).entrySet()) {
            String crop = ", crop " + group.getKey().name();
            gallerySeen.putAll(embedder.embed(group.getValue(), clean, false, "embedding the gallery" + crop));
            probesSeen.putAll(embedder.embed(group.getValue(), hard, false, "embedding shrunk probes" + crop));
        }
        List<FacePhoto> gallery = seenByAll(enrolled, gallerySeen, photo -> true);
        Set<SubjectId> people = gallery.stream().map(FacePhoto::subject).collect(Collectors.toSet());
        List<FacePhoto> queries = seenByAll(protocol.probes(), probesSeen, photo -> people.contains(photo.subject()));
        List<Answers> answers = pool.stream()
                .map(id -> Answers.of(id, seen(queries, probesSeen.get(id)), seen(gallery, gallerySeen.get(id))))
                .toList();
        requireFailures(request, queries.size(), answers);
        return new Scores(
                TeamScore.all(answers, request.size()),
                answers,
                queries.size(),
                protocol.probes().size() - queries.size(),
                gallery.size());
    }

    /** The photos of which every recognizer has an embedding, so that all are asked the same. */
    private static List<FacePhoto> seenByAll(
            List<FacePhoto> photos, Map<String, Map<PhotoId, Acquired>> seen, Predicate<FacePhoto> wanted) {
        return photos.stream()
                .filter(wanted)
                .filter(photo -> seen.values().stream().allMatch(by -> by.get(photo.id()) instanceof Embedded))
                .toList();
    }

    private static List<Answers.Seen> seen(List<FacePhoto> photos, Map<PhotoId, Acquired> by) {
        return photos.stream()
                .map(photo ->
                        new Answers.Seen(photo.id(), photo.subject(), ((Embedded) by.get(photo.id())).embedding()))
                .toList();
    }

    private static void requireFailures(Request request, int queries, List<Answers> answers) {
        if (queries == 0) {
            throw new InputError(
                    "suite %s: no probe with a face has another photo in the gallery, so nothing can be looked up"
                            .formatted(request.suite().id()));
        }
        if (answers.stream().allMatch(one -> one.failures() == 0)) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "no recognizer of the pool fails on any of the %d probes, so no team is more diverse than another;"
                            + " raise --shrink, which is %s",
                    queries,
                    Double.toString(request.shrink())));
        }
    }
}
