package dev.visor.harness.protection;

import dev.visor.core.InputError;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.MemoryLimit;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.StoreKey;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The perturbations that a defense learns from photos of each person, learned once and stored.
 *
 * <p>They are learned from the photos that the plan keeps for that. Somebody of whom it keeps none, such as those on whose photos a tracker
 * studies the defense, has one learned from the photo itself that is to be protected; none where nothing is found in it to learn from, and the
 * defense leaves it as it is.
 */
final class PersonPerturbations {

    private final PersonDefense defense;
    private final ProtectionSpec recipe;
    private final FaceLocator photographs;
    private final ContentStore store;
    private final Compute compute;
    private final Contract contract;
    private final StoreKey configuration;
    private final MemoryLimit memory;

    /** The photos that are learned from, by person. */
    private final Map<SubjectId, List<FacePhoto>> kept = new LinkedHashMap<>();

    /** The perturbations, by the photos that they were learned from. */
    private final Map<List<FacePhoto>, Optional<StoredPerturbation>> learned = new LinkedHashMap<>();

    PersonPerturbations(
            ProtectionSpec recipe,
            FaceLocator photographs,
            ContentStore store,
            Compute compute,
            Contract contract,
            StoreKey configuration,
            MemoryLimit memory) {
        this.defense = (PersonDefense) recipe.defense().plugin();
        this.recipe = recipe;
        this.photographs = photographs;
        this.store = store;
        this.compute = compute;
        this.contract = contract;
        this.configuration = configuration;
        this.memory = memory;
        recipe.learnedFrom()
                .forEach(photo -> kept.computeIfAbsent(photo.subject(), subject -> new ArrayList<>())
                        .add(photo));
        if (defense.ofEverybody() && recipe.learnedFrom().isEmpty()) {
            throw new InputError(recipe.defense().id()
                    + " learns one perturbation for everybody, and the plan keeps no photos to learn from");
        }
    }

    /** Learns whatever is needed for these photos and was not learned before. */
    void learn(List<FacePhoto> photos, Progress progress) {
        Set<List<FacePhoto>> wanted = new LinkedHashSet<>();
        photos.stream()
                .map(this::source)
                .filter(from -> !learned.containsKey(from))
                .forEach(wanted::add);
        List<List<FacePhoto>> open = List.copyOf(wanted);
        int lanes = Math.max(1, Math.min(compute.lanes(), open.size()));
        for (int start = 0; start < open.size(); start += lanes) {
            List<List<FacePhoto>> round = open.subList(start, Math.min(start + lanes, open.size()));
            List<Callable<Optional<StoredPerturbation>>> tasks = new ArrayList<>();
            round.forEach(from -> tasks.add(() -> learnedFrom(from)));
            // Always on as many lanes, so that the bits do not depend on how many are still to be learned.
            List<Optional<StoredPerturbation>> results = compute.sideBySide(compute.lanes(), memory.within(tasks));
            for (int i = 0; i < round.size(); i++) {
                learned.put(round.get(i), results.get(i));
                tellOfFewer(round.get(i), results.get(i), progress);
            }
            progress.advance("learning for " + recipe.label(), start + round.size(), open.size());
        }
    }

    private void tellOfFewer(List<FacePhoto> photos, Optional<StoredPerturbation> made, Progress progress) {
        int used = made.map(StoredPerturbation::photos).orElse(photos.size());
        if (used < photos.size()) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%s learned from %d of %d photos of %s: no %s is found in the others",
                    recipe.defense().id(),
                    used,
                    photos.size(),
                    photos.get(0).subject(),
                    sought()));
        }
    }

    /** Names the thing that is looked for in photos. */
    private String sought() {
        return defense.needsMesh() ? "mesh of a face" : "face";
    }

    private List<FacePhoto> source(FacePhoto photo) {
        return defense.ofEverybody() ? recipe.learnedFrom() : kept.getOrDefault(photo.subject(), List.of(photo));
    }

    /** Returns the perturbation for the person in that photo, if there is one; {@link #learn} was called for it. */
    Optional<StoredPerturbation> of(FacePhoto photo) {
        return learned.get(source(photo));
    }

    /** Learns for the person after each in these photos. */
    void learnNext(List<FacePhoto> photos, Progress progress) {
        learn(photos.stream().map(photo -> next(photo).get(0)).distinct().toList(), progress);
    }

    /** Returns the perturbation of the person after the one in that photo, if there is one; {@link #learnNext} was called for it. */
    Optional<StoredPerturbation> ofNext(FacePhoto photo) {
        return learned.get(next(photo));
    }

    /** The photos that are kept of the next person of the plan. */
    private List<FacePhoto> next(FacePhoto photo) {
        List<SubjectId> people = List.copyOf(kept.keySet());
        if (people.size() < 2) {
            throw new InputError(
                    "%s: another person's key is to be tried, and the plan keeps photos of %d person to learn from; take two or more"
                            .formatted(recipe.defense().id(), people.size()));
        }
        return kept.get(people.get((people.indexOf(photo.subject()) + 1) % people.size()));
    }

    /** Everything that was learned, each once, with whom it was learned for. */
    List<StoredPerturbation> all() {
        List<StoredPerturbation> all = new ArrayList<>();
        learned.forEach((photos, made) -> made.ifPresent(one -> all.add(
                defense.ofEverybody() ? one : one.of(photos.get(0).subject().value()))));
        return all;
    }

    /** Returns what is learned from photos; empty for a photo by itself that there is nothing to learn from. */
    private Optional<StoredPerturbation> learnedFrom(List<FacePhoto> photos) {
        List<LocatedFace.Seen> seen = new ArrayList<>();
        List<PhotoFacts> facts = new ArrayList<>();
        for (FacePhoto photo : photos) {
            if (photographs.see(photo) instanceof LocatedFace.Seen face) {
                PhotoFacts known = ProtectionBatch.facts(photo, face, recipe);
                if (!defense.needsMesh() || known.mesh().isPresent()) {
                    seen.add(face);
                    facts.add(known);
                }
            }
        }
        List<FaceImage> faces =
                seen.stream().map(face -> face.cut(recipe.crop())).toList();
        if (faces.isEmpty() && !recipe.learnedFrom().containsAll(photos)) {
            return Optional.empty();
        }
        if (faces.isEmpty()) {
            throw new InputError(
                    "%s: no %s is found in any of the %d photos of %s that it is to learn from; leave the person out"
                            .formatted(
                                    recipe.defense().id(),
                                    sought(),
                                    photos.size(),
                                    photos.get(0).subject()));
        }
        StoreKey.Builder key = configuration.part("perturbation of a person");
        for (int i = 0; i < faces.size(); i++) {
            key.add("photo", faces.get(i).digest())
                    .add("landmarks", facts.get(i).landmarks().digest())
                    .add("scale", facts.get(i).scale());
            ProtectionBatch.addMesh(key, seen.get(i), recipe);
        }
        StoreKey built = key.build();
        return store.get(built).map(StoredPerturbation::decode).or(() -> {
            StoredPerturbation made = learn(faces, facts);
            store.put(built, made.encode());
            return Optional.of(made);
        });
    }

    private StoredPerturbation learn(List<FaceImage> faces, List<PhotoFacts> facts) {
        Surrogates surrogates = new Surrogates(recipe.surrogates(), compute);
        StringBuilder all = new StringBuilder("learn");
        faces.forEach(face -> all.append('/').append(face.digest().hex()));
        List<LearnedEpoch> epochs = new ArrayList<>();
        long start = System.nanoTime();
        Perturbation perturbation = contract.learn(
                defense,
                faces,
                facts,
                surrogates,
                recipe.seed().derive(all.toString()).generator(),
                epochs::add);
        return new StoredPerturbation(
                perturbation,
                faces.size(),
                (System.nanoTime() - start) / 1e9,
                surrogates.forward(),
                surrogates.backward(),
                surrogates.zeroGradients(),
                epochs,
                StoredPerturbation.EVERYBODY);
    }
}
