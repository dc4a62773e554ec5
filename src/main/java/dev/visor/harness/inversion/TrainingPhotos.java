package dev.visor.harness.inversion;

import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.store.ContentStore;
import dev.visor.tensor.Compute;
import java.util.List;

/** The photos of a training as a recognizer gets them, {@link InversionRoles#studied}: as a perturbing defense left the shared photos, otherwise as they are. */
final class TrainingPhotos {

    /** Identities that a perturbing defense may steer to. */
    private static final int TARGETS = 10;

    private final ResolvedInversion suite;
    private final InversionPhotos photos;
    private final Zoo zoo;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;
    private final Rules rules;
    private long computed;
    private long reused;

    TrainingPhotos(
            ResolvedInversion suite,
            InversionPhotos photos,
            Zoo zoo,
            ContentStore store,
            Compute compute,
            Progress progress,
            Rules rules) {
        this.suite = suite;
        this.photos = photos;
        this.zoo = zoo;
        this.store = store;
        this.compute = compute;
        this.progress = progress;
        this.rules = rules;
    }

    List<FaceImage> of(Entry<Defense> defense, long seed) {
        List<FacePhoto> studied = photos.roles().studied();
        if (defense.plugin() instanceof MaskingDefense || defense.plugin() instanceof None) {
            return photos.faces().of(studied);
        }
        List<FacePhoto> open = photos.roles().open();
        Crop crop = crop();
        List<FaceImage> targetFaces = defense.plugin().needsTargets()
                ? photos.others().faces(open.subList(0, Math.min(TARGETS, open.size())), crop)
                : List.of();
        List<String> surrogates =
                defense.plugin().needsSurrogates() ? suite.suite().surrogates() : List.of();
        ProtectionSpec recipe = new ProtectionSpec(
                defense,
                surrogates.stream().map(zoo::surrogate).toList(),
                targetFaces,
                crop,
                new Seed(seed),
                studied,
                ProtectionSpec.meshFinder(defense, zoo),
                List.of());
        Protector protector = new Protector(recipe, photos.people(), store, compute, rules, Protector.BATCH);
        List<ProtectionResult> shared = protector.protect(studied, progress);
        computed += protector.computed();
        reused += protector.reused();
        return shared.stream()
                .map(photo -> photo instanceof ProtectionResult.Done done
                        ? new LocatedFace.Seen(done.shared(), done.landmarks()).cut(suite.crop())
                        : photos.faces().of(photo.source()))
                .toList();
    }

    private Crop crop() {
        return suite.suite().surrogates().isEmpty()
                ? Crop.ARCFACE112
                : zoo.named(suite.suite().surrogates().get(0)).card().crop();
    }

    /** Counts the photos that were protected anew. */
    long computed() {
        return computed;
    }

    /** Counts the protected photos that were in the store. */
    long reused() {
        return reused;
    }
}
