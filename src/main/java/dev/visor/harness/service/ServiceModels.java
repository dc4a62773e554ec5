package dev.visor.harness.service;

import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.attack.RemoteAttack;
import dev.visor.attack.UploadedPhoto;
import dev.visor.attack.UploadedPhotos;
import dev.visor.attack.api.EmbeddedFaces;
import dev.visor.attack.api.Outcomes;
import dev.visor.attack.api.Workers;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.diagnosis.WarningCode;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.metric.recognition.OwnThresholds;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.ServiceScore;
import dev.visor.result.csv.Decimals;
import dev.visor.service.Score;
import dev.visor.service.ServiceCard;
import dev.visor.stats.Calibration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The services of a run, which judge like models: asked for scores and ranks, or for embeddings where they give any. */
public final class ServiceModels implements AutoCloseable {

    private final ResolvedSuite suite;
    private final Protocol protocol;
    private final FaceLocator photographs;
    private final Map<PhotoId, FacePhoto> photos = new LinkedHashMap<>();
    private final Map<String, ServiceSession> services = new LinkedHashMap<>();
    private final Progress progress;
    private final PictureCache cache = new PictureCache();
    private final List<ServiceScore> scores = new ArrayList<>();
    private final OwnThresholds ownThresholds = new OwnThresholds();
    private final RunRecord record;
    private Optional<ServiceFiles> files = Optional.empty();

    private ServiceModels(
            ResolvedSuite suite, RunRecord record, Protocol protocol, FaceLocator photographs, Progress progress) {
        this.suite = suite;
        this.record = record;
        this.protocol = protocol;
        this.photographs = photographs;
        this.progress = progress;
        Stream.of(
                        protocol.probes(),
                        protocol.mates(),
                        protocol.targetGallery(),
                        protocol.distractors(),
                        protocol.impostors())
                .flatMap(List::stream)
                .forEach(photo -> photos.put(photo.id(), photo));
    }

    /**
     * Opens all services of the suite and asks each about its canaries.
     *
     * @throws InputError if photos would go out that nobody consented to, keys are missing, or a service refuses them
     */
    public static ServiceModels open(
            ResolvedSuite suite,
            RunRequest request,
            RunRecord record,
            Protocol protocol,
            FaceLocator photographs,
            Progress progress,
            Clock clock) {
        ServiceModels opened = new ServiceModels(suite, record, protocol, photographs, progress);
        if (suite.services().isEmpty()) {
            return opened;
        }
        try {
            ServiceFiles files = ServiceFiles.open(request, record.directory());
            opened.files = Optional.of(files);
            for (ServiceCard card : suite.services().values()) {
                opened.services.put(card.id(), ServiceSession.open(card, suite, request, files, clock));
            }
            opened.services.values().forEach(service -> service.openCanaries(opened.canaries(service)));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Whether a service judges that cell. */
    public boolean has(Cell cell) {
        return services.containsKey(cell.model());
    }

    /** Finds every service's thresholds on clean people, one call a pair; nothing to do without impostors. */
    public void calibrate(Calibrations calibrations) {
        List<Far> unresolved = suite.suite().protocol().unresolvedFars();
        services.forEach((id, service) -> {
            double[] similarities = impostorSimilarities(service);
            boolean enough = suite.suite().fars().stream()
                    .filter(far -> !unresolved.contains(far))
                    .allMatch(far -> similarities.length >= Calibration.pairsNeeded(far));
            // A service that left too many pairs unanswered has no thresholds; its ranks stand, and the silence is
            // warned of.
            if (enough) {
                calibrations.calibrate(id, similarities, suite.suite().fars(), unresolved);
            }
        });
    }

    private double[] impostorSimilarities(ServiceSession session) {
        List<FacePhoto> people = protocol.impostors();
        UploadedPhotos pictures = originals(session);
        List<Supplier<OptionalDouble>> pairs = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            for (int k = i + 1; k < people.size(); k++) {
                PhotoId one = people.get(i).id();
                PhotoId other = people.get(k).id();
                pairs.add(() -> similarity(session, pictures, one, other));
            }
        }
        if (!pairs.isEmpty()) {
            progress.say(
                    String.format(Locale.ROOT, "%s: comparing %d pairs of clean people", session.id(), pairs.size()));
        }
        return Workers.inOrder(session.workers(), pairs).stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .map(Decimals::sixPlaces)
                .toArray();
    }

    private OptionalDouble similarity(ServiceSession session, UploadedPhotos pictures, PhotoId one, PhotoId other) {
        Outcome outcome;
        if (session.embeds()) {
            EmbeddedFaces faces = new EmbeddedFaces(pictures, session.service());
            outcome = Outcome.of(faces.original(one), faces.original(other));
        } else {
            outcome = Outcomes.compare(session.service(), pictures.original(one), pictures.original(other));
        }
        return outcome instanceof Outcome.Compared compared
                ? OptionalDouble.of(compared.similarity())
                : OptionalDouble.empty();
    }

    /** Makes an attack's trials through the cell's service. */
    public Consumer<Consumer<Trial>> asking(
            Cell cell, Protocol limited, RecognitionAttack attack, Map<PhotoId, ProtectionResult> shared) {
        ServiceSession session = services.get(cell.model());
        RecognitionTask task = new RecognitionTask(cell, limited, List.of());
        UploadedPhotos pictures = pictures(
                session,
                shared,
                String.format(Locale.ROOT, "%s on %s, seed %d", cell.defense(), cell.surrogatesWord(), cell.seed()));
        return trials -> {
            progress.say("%s: %s of %s".formatted(session.id(), cell.attack(), cell.defense()));
            Consumer<Trial> scored = trial -> {
                trials.accept(trial);
                if (!session.embeds() && trial instanceof Trial.Verification pair) {
                    score(pair, pictures, session);
                }
            };
            if (session.embeds()) {
                EmbeddedFaces faces = new EmbeddedFaces(pictures, session.service());
                faces.ahead(ids(attack.originals(limited)), ids(attack.protectedPhotos(limited)));
                attack.run(task, faces, scored);
            } else {
                remote(attack).run(task, pictures, session.service(), scored);
            }
        };
    }

    /** The answer is known by now: no call is made for it. */
    private void score(Trial.Verification pair, UploadedPhotos pictures, ServiceSession session) {
        UploadedPhoto probe = pictures.protectedPhoto(pair.probe());
        UploadedPhoto mate = pair.pairing() == Pairing.PROTECTED_PROTECTED
                ? pictures.protectedPhoto(pair.mate())
                : pictures.original(pair.mate());
        Optional<ServiceScore> score = Optional.empty();
        if (probe instanceof UploadedPhoto.Photo one && mate instanceof UploadedPhoto.Photo other) {
            boolean probeFirst = pair.pairing() != Pairing.CLEAN_PROTECTED;
            score = score(
                    pair,
                    session.service()
                            .compare(
                                    probeFirst ? one.picture() : other.picture(),
                                    probeFirst ? other.picture() : one.picture()));
        }
        score.ifPresent(scores::add);
        ownThresholds.add(pair, score.map(ServiceScore::accepted).orElse(new TreeMap<>()));
    }

    private static Optional<ServiceScore> score(Trial.Verification pair, Score score) {
        return score.raw().isEmpty()
                ? Optional.empty()
                : Optional.of(ServiceScore.of(
                        pair, score.raw().getAsDouble(), score.scale(), score.thresholds(), score.model()));
    }

    private static RemoteAttack remote(RecognitionAttack attack) {
        return attack.remote().orElseThrow();
    }

    private static List<PhotoId> ids(List<FacePhoto> photos) {
        return photos.stream().map(FacePhoto::id).distinct().toList();
    }

    private UploadedPhotos originals(ServiceSession session) {
        return pictures(session, Map.of(), "none");
    }

    private UploadedPhotos pictures(ServiceSession session, Map<PhotoId, ProtectionResult> shared, String defense) {
        return new UploadedPhotoFiles(
                photos, shared, defense, photographs, session.service().card().limits(), cache);
    }

    /** Two pairs of clean photos that every run has. */
    private List<Canary.Pair> canaries(ServiceSession session) {
        List<FacePhoto> clean = Stream.of(protocol.impostors(), protocol.mates(), protocol.distractors())
                .flatMap(List::stream)
                .limit(2L * Canary.PAIRS)
                .toList();
        UploadedPhotos pictures = originals(session);
        List<Canary.Pair> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < clean.size(); i += 2) {
            Canary.pair(
                            pictures.original(clean.get(i).id()),
                            pictures.original(clean.get(i + 1).id()))
                    .ifPresent(pairs::add);
        }
        return pairs;
    }

    /**
     * Asks the canaries again, has every service forget the faces that it was given, and says what it cost.
     *
     * @return what the scores say at the thresholds that came with them
     */
    public List<MetricValue> finish() {
        for (ServiceSession service : services.values()) {
            service.finish();
            service.bill().ifPresent(progress::say);
        }
        if (!scores.isEmpty()) {
            record.writeScores(scores);
        }
        return ownThresholds.metrics();
    }

    /** Tells of services that scored the same photos otherwise at another time. */
    public Optional<Warning> moved() {
        List<String> moved = services.values().stream()
                .flatMap(service -> service.moved().stream())
                .toList();
        return moved.isEmpty()
                ? Optional.empty()
                : Optional.of(WarningCode.SERVICE_MOVED.says(
                        "the same photos were scored otherwise at another time, as after an update of the model: "
                                + String.join("; ", moved)));
    }

    /** Whether that service's cap on calls or dollars was reached. */
    public boolean capped(String service) {
        return services.get(service).capped();
    }

    @Override
    public void close() {
        services.values().forEach(ServiceSession::close);
        files.ifPresent(ServiceFiles::close);
    }
}
