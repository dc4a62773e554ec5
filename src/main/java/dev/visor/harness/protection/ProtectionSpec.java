package dev.visor.harness.protection;

import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.TrainedDefense;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.mesh.MeshFinder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that makes a mask, but the face.
 *
 * @param targets cut to {@code crop}; empty for a defense that needs none
 * @param crop of the faces that the defense is given
 * @param learnedFrom photos of the people who are protected, from which a {@link PersonDefense} learns; empty for others
 * @param meshFinder lays meshes over faces, for a defense that needs them; empty for others
 * @param trainedOn photos of people who are not protected, on which a {@link TrainedDefense} is trained; empty for others
 */
public record ProtectionSpec(
        Entry<Defense> defense,
        List<DifferentiableRecognizer> surrogates,
        List<FaceImage> targets,
        Crop crop,
        Seed seed,
        List<FacePhoto> learnedFrom,
        Optional<MeshFinder> meshFinder,
        List<FacePhoto> trainedOn) {

    public ProtectionSpec {
        surrogates = List.copyOf(surrogates);
        targets = List.copyOf(targets);
        learnedFrom = List.copyOf(learnedFrom);
        trainedOn = List.copyOf(trainedOn);
        if (defense.plugin().needsMesh() && meshFinder.isEmpty()) {
            throw new IllegalArgumentException(defense.id() + " needs meshes of faces");
        }
    }

    /** Whatever makes a mask of a defense that learns from no photos beforehand. */
    public ProtectionSpec(
            Entry<Defense> defense,
            List<DifferentiableRecognizer> surrogates,
            List<FaceImage> targets,
            Crop crop,
            Seed seed) {
        this(defense, surrogates, targets, crop, seed, List.of());
    }

    /** Whatever makes a mask of a defense that needs no meshes. */
    public ProtectionSpec(
            Entry<Defense> defense,
            List<DifferentiableRecognizer> surrogates,
            List<FaceImage> targets,
            Crop crop,
            Seed seed,
            List<FacePhoto> learnedFrom) {
        this(defense, surrogates, targets, crop, seed, learnedFrom, Optional.empty(), List.of());
    }

    /** Opens what lays meshes over faces, for a defense that needs it. */
    public static Optional<MeshFinder> meshFinder(Entry<Defense> defense, Zoo zoo) {
        return defense.plugin().needsMesh() ? Optional.of(zoo.meshFinder()) : Optional.empty();
    }

    /** The recipe of a suite's protection. */
    public static ProtectionSpec of(
            ResolvedSuite suite,
            Protection protection,
            Zoo zoo,
            List<FaceImage> targets,
            List<FacePhoto> learnedFrom,
            List<FacePhoto> trainedOn,
            long seed) {
        return new ProtectionSpec(
                protection.defense(),
                protection.surrogateIds().stream().map(zoo::surrogate).toList(),
                targets,
                suite.crop(protection),
                new Seed(seed),
                learnedFrom,
                meshFinder(protection.defense(), zoo),
                trainedOn);
    }

    /** Returns the same for a defense that was made ready. */
    ProtectionSpec with(Defense ready) {
        return new ProtectionSpec(
                defense.with(ready), surrogates, targets, crop, seed, learnedFrom, meshFinder, trainedOn);
    }

    /** Returns the defense and the surrogates, if any, in words. */
    String label() {
        return surrogates.isEmpty()
                ? defense.id()
                : defense.id() + " on "
                        + surrogates.stream()
                                .map(surrogate -> surrogate.card().id())
                                .collect(Collectors.joining("+"));
    }

    /** Whether a mask depends on the photos beside its own. */
    boolean grouped() {
        return defense.plugin().group() > 1;
    }

    /** The part of a mask's key that all faces share. */
    StoreKey key() {
        StoreKey.Builder key = StoreKey.of(Protector.STAGE, "configuration").with("defense", defense);
        surrogates.forEach(surrogate -> key.with("surrogate", surrogate));
        meshFinder.ifPresent(finder -> key.add("mesh", finder.digest()).with("mesh", Implementation.ofObject(finder)));
        return key.add("targets", targets.stream().map(t -> t.digest().hex()).toList())
                .add("crop", crop.digest())
                .add("seed", seed.value())
                .build();
    }
}
