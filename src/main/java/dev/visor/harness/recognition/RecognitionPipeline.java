package dev.visor.harness.recognition;

import dev.visor.attack.KeyedRemoval;
import dev.visor.attack.Look;
import dev.visor.attack.Look.View;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Embedder.Face;
import dev.visor.harness.embedding.MeanEmbeddings;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.RemovedPhoto;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.store.ContentStore;
import dev.visor.recognizer.Recognizer;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stages from a photo to what a judge sees of it, each made of what the one before it gives: protect, share, align, purify, embed. A run
 * and whoever judges its trials again go through the same.
 */
final class RecognitionPipeline {

    private final ResolvedSuite suite;
    private final Protocol protocol;
    private final Zoo zoo;
    private final FaceLocator photographs;
    private final ContentStore store;
    private final Embedder embedder;
    private final Compute compute;
    private final Progress progress;
    private final Rules rules;

    /** Finders of faces with other detectors, by the detector's word. */
    private final Map<String, FaceLocator> otherwise = new HashMap<>();

    /** Weights that were learned from pairs of named defenses. */
    private final Map<List<String>, byte[]> learned = new HashMap<>();

    RecognitionPipeline(
            ResolvedSuite suite,
            Protocol protocol,
            Zoo zoo,
            FaceLocator photographs,
            ContentStore store,
            Embedder embedder,
            Compute compute,
            Progress progress,
            Rules rules) {
        this.suite = suite;
        this.protocol = protocol;
        this.zoo = zoo;
        this.photographs = photographs;
        this.store = store;
        this.embedder = embedder;
        this.compute = compute;
        this.progress = progress;
        this.rules = rules;
    }

    Protector protector(Protection protection, long seed) {
        return protector(protection, protocol.targets(), seed);
    }

    /** Returns a protection that steers, if it does, to people whom somebody else chose. */
    Protector protector(Protection protection, List<FacePhoto> to, long seed) {
        List<FaceImage> targets = protection.defense().plugin().needsTargets()
                ? photographs.faces(to, suite.crop(protection))
                : List.of();
        ProtectionSpec recipe =
                ProtectionSpec.of(suite, protection, zoo, targets, protocol.learning(), protocol.training(), seed);
        return new Protector(recipe, photographs, store, compute, rules, Protector.BATCH);
    }

    /** The number of people to whom a defense may steer. */
    int targets() {
        return protocol.targets().size();
    }

    /** The protected photos by their originals, in the order given. */
    Map<PhotoId, ProtectionResult> protect(Protector protector, List<FacePhoto> photos) {
        Map<PhotoId, ProtectionResult> all = new LinkedHashMap<>();
        for (ProtectionResult photo : protector.protect(photos, progress)) {
            all.put(photo.source().id(), photo);
        }
        return all;
    }

    /** The training people's photos, for a tracker who attacks that protection. */
    StudiedPhotos study(Protection attacked, Protector protector, long seed) {
        return new StudiedPhotos(suite, attacked, this, protector, protocol.training(), seed);
    }

    /** The training of that tracker. */
    AdaptiveTraining training(StudiedPhotos studied, Protector protector) {
        return new AdaptiveTraining(protector.recipe(), studied::of, learned, store, compute, progress);
    }

    /** Takes a protection back from shared photos, once with each key that the suite tries; by countermeasure. */
    Map<String, List<RemovedPhoto>> remove(
            Protection protection, Protector protector, Collection<ProtectionResult> photos) {
        Map<String, List<RemovedPhoto>> removed = new LinkedHashMap<>();
        suite.countermeasures(protection).stream()
                .filter(countermeasure -> countermeasure.plugin() instanceof KeyedRemoval)
                .forEach(countermeasure -> removed.put(
                        countermeasure.id(),
                        protector.removal().of(photos, ((KeyedRemoval) countermeasure.plugin()).key(), progress)));
        return removed;
    }

    /** Photos after a removal, as whoever has the key comes by them. */
    SharedPhotos share(List<RemovedPhoto> removed, Alignment alignment) {
        Map<PhotoId, ProtectionResult> photos = new LinkedHashMap<>();
        removed.forEach(one -> photos.put(one.photo().source().id(), one.photo()));
        return share(photos, alignment);
    }

    /** Protected photos as a tracker comes by them. */
    SharedPhotos share(Map<PhotoId, ProtectionResult> photos, Alignment alignment) {
        return new SharedPhotos(photos, alignment, photographs, rules);
    }

    /** Clean photos as they are seen in one view, cut when they are embedded. */
    private List<Face> clean(Collection<FacePhoto> photos, Look look, View view) {
        FaceLocator finding = finding(look);
        return photos.stream()
                .map(photo -> look.detector().isPresent() ? FaceLocator.unlabelled(photo) : photo)
                .map(photo -> new Face(
                        photo.id(),
                        view.equals(View.USUAL)
                                ? finding.key(photo)
                                : finding.key(photo)
                                        .part("seen")
                                        .add("view", view.toString())
                                        .build(),
                        crop -> finding.see(photo).cutTo(crop, view)))
                .toList();
    }

    private FaceLocator finding(Look look) {
        return look.detector()
                .map(word -> otherwise.computeIfAbsent(word, key -> new FaceLocator(zoo.detector(key), store)))
                .orElse(photographs);
    }

    /** Embeds clean photos with recognizers of one crop; by recognizer's id. */
    Map<String, Map<PhotoId, Acquired>> embed(
            List<Recognizer> recognizers, Collection<FacePhoto> photos, boolean mirrored, String stage) {
        return embedder.embed(recognizers, clean(photos, Look.USUAL, View.USUAL), mirrored, stage);
    }

    /** Embeds clean photos as a tracker sees them who looks so, with recognizers of one crop; by recognizer's id. */
    Map<String, Map<PhotoId, Acquired>> embed(
            List<Recognizer> recognizers, Collection<FacePhoto> photos, Look look, String stage) {
        return MeanEmbeddings.of(look.views().stream()
                .map(view -> embedder.embed(recognizers, clean(photos, look, view), false, stage))
                .toList());
    }

    /**
     * Embeds the protected photos as everyone who judges behind a countermeasure gets to see them.
     *
     * @param stage told as progress, by crop
     * @return by model's id
     */
    Map<String, Map<PhotoId, Acquired>> embed(
            PreparedCountermeasure prepared, SharedPhotos photos, Function<Crop, String> stage) {
        Map<Crop, Set<Recognizer>> byCrop = new LinkedHashMap<>();
        prepared.judges()
                .values()
                .forEach(judge -> byCrop.computeIfAbsent(
                                judge.recognizer().card().crop(), crop -> new LinkedHashSet<>())
                        .add(judge.recognizer()));
        Map<String, Map<PhotoId, Acquired>> byRecognizer = new HashMap<>();
        Look look = prepared.look();
        SharedPhotos found = look.detector().isPresent() ? photos.seenBy(finding(look)) : photos;
        byCrop.forEach((crop, recognizers) -> byRecognizer.putAll(MeanEmbeddings.of(found.draws().stream()
                .flatMap(draw -> look.views().stream().map(view -> aligned(draw, crop, view, prepared.purifier())))
                .map(faces -> embedder.embed(List.copyOf(recognizers), faces, false, stage.apply(crop)))
                .toList())));
        Map<String, Map<PhotoId, Acquired>> byModel = new HashMap<>();
        prepared.judges()
                .forEach((model, judge) -> byModel.put(
                        model, byRecognizer.get(judge.recognizer().card().id())));
        return byModel;
    }

    /** Returns the protected photos' faces of a crop as they are after a countermeasure. */
    Map<PhotoId, AlignedFace> purified(PreparedCountermeasure prepared, SharedPhotos photos, Crop crop) {
        Map<PhotoId, AlignedFace> faces = new LinkedHashMap<>();
        aligned(photos, crop, View.USUAL, prepared.purifier())
                .forEach(face -> faces.put(face.id(), face.source().cut(crop)));
        return faces;
    }

    /** Cut now, purified when they are embedded. */
    private List<Face> aligned(SharedPhotos photos, Crop crop, View view, Purifier purifier) {
        List<PhotoId> ids = List.copyOf(photos.ids());
        List<AlignedFace> cuts =
                ids.stream().map(id -> photos.cut(id, crop, view)).toList();
        List<List<FaceImage>> others = purifier.others() == 0
                ? Collections.nCopies(ids.size(), List.of())
                : others(photos, ids, cuts, purifier.others());
        PurifiedFaces purified = new PurifiedFaces(purifier, cuts, others);
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            int at = i;
            faces.add(new Face(ids.get(i), purifier.key(cuts.get(i), others.get(i)), same -> purified.get(at)));
        }
        return faces;
    }

    /**
     * Returns for each photo the first so many others of the person in which a face was found, those that are looked up last.
     *
     * @param cuts of the photos, in the order of {@code ids}
     */
    private List<List<FaceImage>> others(SharedPhotos photos, List<PhotoId> ids, List<AlignedFace> cuts, int most) {
        Set<PhotoId> probes = protocol.probes().stream().map(FacePhoto::id).collect(Collectors.toSet());
        List<Integer> order = IntStream.range(0, ids.size())
                .boxed()
                .sorted(Comparator.comparing(i -> probes.contains(ids.get(i))))
                .toList();
        return ids.stream()
                .map(id -> order.stream()
                        .filter(i -> !ids.get(i).equals(id)
                                && photos.subject(ids.get(i)).equals(photos.subject(id)))
                        .map(cuts::get)
                        .filter(AlignedFace.Face.class::isInstance)
                        .map(cut -> ((AlignedFace.Face) cut).face())
                        .limit(most)
                        .toList())
                .toList();
    }

    /** The attack of that cell. */
    RecognitionAttack attack(Cell cell) {
        return suite.attacks().stream()
                .filter(entry -> entry.id().equals(cell.attack()))
                .map(Entry::plugin)
                .findFirst()
                .orElseThrow();
    }
}
