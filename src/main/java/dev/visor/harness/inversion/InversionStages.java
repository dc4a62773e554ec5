package dev.visor.harness.inversion;

import dev.visor.attack.Prior;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.harness.MemoryLimit;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.store.ContentStore;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The stages of an inversion run before anything is judged: train every target and every prior, and run every attack, side by side. What is
 * made is in the store by then, for whoever judges it.
 */
final class InversionStages {

    private final ResolvedInversion suite;
    private final InversionRoles roles;
    private final TrainingPhotos studied;
    private final AttackRunner inversions;
    private final InversionStatistics statistics;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;
    private final MemoryLimit memory;

    /** The shard's defenses. */
    private final List<Entry<Defense>> mine;

    /** Models by defense and seed, in the order of the plan. */
    private final Map<String, TrainedTargetModel> targets = new LinkedHashMap<>();

    /** Attacks of all seeds, each of which meets as many. */
    private int total;

    private int finished;

    /** @param mine the shard's defenses */
    InversionStages(
            ResolvedInversion suite,
            InversionRoles roles,
            TrainingPhotos studied,
            AttackRunner inversions,
            List<Entry<Defense>> mine,
            InversionStatistics statistics,
            ContentStore store,
            Compute compute,
            Progress progress,
            MemoryLimit memory) {
        this.suite = suite;
        this.roles = roles;
        this.studied = studied;
        this.inversions = inversions;
        this.mine = List.copyOf(mine);
        this.statistics = statistics;
        this.store = store;
        this.compute = compute;
        this.progress = progress;
        this.memory = memory;
    }

    /** Trains and attacks under one seed. */
    void make(long seed) {
        train(seed);
        attack(seed);
    }

    /** The recognizers trained so far, in the order of the plan. */
    List<TrainedTargetModel> targets() {
        return List.copyOf(targets.values());
    }

    /** Counts the attacks that the run has under all seeds, baselines among them. */
    int attacks() {
        return total;
    }

    /** Trains everything that is learned, side by side; the priors first, as they take longest. */
    private void train(long seed) {
        TargetTraining training = new TargetTraining(suite, store, compute, progress);
        Map<Entry<Defense>, List<FaceImage>> learned = new LinkedHashMap<>();
        mine.forEach(defense -> learned.put(defense, studied.of(defense, seed)));
        List<Callable<Optional<TrainedTargetModel>>> tasks = new ArrayList<>();
        for (Prior prior : priors()) {
            tasks.add(() -> {
                inversions.prior(prior, seed);
                return Optional.empty();
            });
        }
        learned.forEach((defense, faces) ->
                tasks.add(() -> Optional.of(training.train(defense, faces, roles.studiedPeople(), seed))));
        sideBySide(tasks).stream().flatMap(Optional::stream).forEach(target -> {
            targets.put(key(target.defense(), seed), target);
            statistics.trained(target);
        });
    }

    /** Returns the priors that attacks on the shard's defenses need. */
    private List<Prior> priors() {
        Map<String, Prior> byKey = new LinkedHashMap<>();
        suite.attacks().stream()
                .filter(attack -> suite.defenses(attack).stream().anyMatch(mine::contains))
                .forEach(attack ->
                        AttackRunner.priorOf(attack).ifPresent(prior -> byKey.putIfAbsent(prior.key(), prior)));
        return List.copyOf(byKey.values());
    }

    /** Every attack on every target, side by side. */
    private void attack(long seed) {
        List<Callable<String>> tasks = new ArrayList<>();
        for (Entry<TrainingSideAttack> attack : suite.attacks()) {
            for (Entry<Defense> defense : suite.defenses(attack)) {
                if (!mine.contains(defense)) {
                    continue;
                }
                TrainedTargetModel target = targets.get(key(defense, seed));
                tasks.add(() -> {
                    inversions.invert(attack, target, false);
                    return done(attack.id() + " against " + defense.id());
                });
                if (suite.hasBaseline(attack, defense)) {
                    tasks.add(() -> {
                        inversions.invert(attack, target, true);
                        return done(attack.id() + ", baseline");
                    });
                }
            }
        }
        total = tasks.size() * suite.suite().seeds().size();
        sideBySide(tasks);
    }

    private synchronized String done(String what) {
        progress.advance("attacks", ++finished, total);
        return what;
    }

    /** Each on one thread, even if there is but one: a shard's only training must give the bits that it gives among others. */
    private <T> List<T> sideBySide(List<Callable<T>> tasks) {
        return compute.sideBySide(compute.lanes(), memory.within(tasks));
    }

    private static String key(Entry<Defense> defense, long seed) {
        return defense.id() + "/" + seed;
    }
}
