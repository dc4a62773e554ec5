package dev.visor.harness.protection;

import dev.visor.attack.KeyedRemoval.Key;
import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.recognizer.PasteBack;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes perturbations back from photos as they are shared.
 *
 * <p>The owner has the perturbation and the shared photo, and nothing else: the face is looked for in that photo, and the negative of the
 * perturbation goes the way of the perturbation, through the defense and back into the photo in 8 bit. What it cannot give back is what was cut off
 * at 0 and 255, what rounding took twice, and what the face is found beside its old place.
 */
public final class Removal {

    private final ProtectionSpec recipe;
    private final PersonPerturbations persons;
    private final FaceLocator photographs;
    private final Compute compute;
    private final Contract contract;

    Removal(
            ProtectionSpec recipe,
            PersonPerturbations persons,
            FaceLocator photographs,
            Compute compute,
            Contract contract) {
        this.recipe = recipe;
        this.persons = persons;
        this.photographs = photographs;
        this.compute = compute;
        this.contract = contract;
    }

    /** Takes the perturbation back from each of these photos, with that key. */
    public List<RemovedPhoto> of(Collection<ProtectionResult> photos, Key key, Progress progress) {
        if (key == Key.ANOTHER) {
            persons.learnNext(photos.stream().map(ProtectionResult::source).toList(), progress);
        }
        List<RemovedPhoto> all = new ArrayList<>();
        for (ProtectionResult photo : photos) {
            all.add(of(photo, key));
            progress.advance("removal of " + recipe.label(), all.size(), photos.size());
        }
        return all;
    }

    /** A photo after the removal; as it was shared where no face is found in it, was none before, or there is no key. */
    private RemovedPhoto of(ProtectionResult photo, Key key) {
        Optional<StoredPerturbation> tried =
                key == Key.OWN ? persons.of(photo.source()) : persons.ofNext(photo.source());
        if (tried.isEmpty()
                || !(photo instanceof ProtectionResult.Done done)
                || !(photographs.seeAgain(done.shared(), done.landmarks()) instanceof LocatedFace.Seen found)) {
            return new RemovedPhoto(photo, false, 0);
        }
        FacePhoto source = done.source();
        Perturbation negative = tried.get().perturbation().negated();
        FaceImage before = found.cut(recipe.crop());
        FaceImage after = without(before, found, source, negative);
        Defense defense = recipe.defense().plugin();
        Photo shared = PasteBack.add(
                done.shared(),
                recipe.crop().fit(found.landmarks()),
                before,
                after,
                defense.budget().orElseGet(() -> new Budget(1)));
        // To be held against the original, cut just where that was cut.
        FaceImage face = new LocatedFace.Seen(shared, done.landmarks()).cut(recipe.crop());
        return new RemovedPhoto(
                new ProtectionResult.Done(
                        source,
                        done.crop(),
                        done.original(),
                        face,
                        done.photo(),
                        shared,
                        done.landmarks(),
                        done.cost()),
                true,
                cutOff(done, negative));
    }

    private FaceImage without(FaceImage face, LocatedFace.Seen seen, FacePhoto source, Perturbation negative) {
        PhotoFacts facts = ProtectionBatch.facts(source, seen, recipe).with(negative);
        RandomGenerator random =
                recipe.seed().derive("remove/" + face.digest().hex()).generator();
        return contract.round(
                face,
                contract.protect(
                                List.of(face),
                                new DefenseContext(
                                        new Surrogates(recipe.surrogates(), compute),
                                        recipe.targets(),
                                        List.of(random),
                                        List.of(facts)))
                        .get(0));
    }

    /** The share of values of the protected face that the key does not give back within one level, before any resampling. */
    private double cutOff(ProtectionResult.Done done, Perturbation negative) {
        FaceImage back =
                without(done.face(), new LocatedFace.Seen(done.photo(), done.landmarks()), done.source(), negative);
        int lost = 0;
        for (int i = 0; i < back.pixels().length; i++) {
            lost += Math.abs(back.pixels()[i] - done.original().pixels()[i]) > 1 ? 1 : 0;
        }
        return lost / (double) back.pixels().length;
    }
}
