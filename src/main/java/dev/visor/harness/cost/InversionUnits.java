package dev.visor.harness.cost;

import dev.visor.core.Digest;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.Shard;
import dev.visor.result.Timing;
import java.util.ArrayList;
import java.util.List;

/** The units of an inversion suite: each training, and the attacks on what it trained. */
record InversionUnits(ResolvedInversion suite, Units units) {

    WorkPlan plan(Shard shard) {
        int cores = Runtime.getRuntime().availableProcessors();
        List<WorkPlan.Part> parts = new ArrayList<>();
        for (long seed : suite.seeds()) {
            for (Entry<Defense> defense : shard.defenses(suite)) {
                int cells = (int) suite.cells().stream()
                        .filter(cell -> cell.seed() == seed && cell.defense().equals(defense.id()))
                        .count();
                parts.add(new WorkPlan.Part(defense.id(), cells, part(defense, seed), cores));
            }
        }
        return new WorkPlan(parts);
    }

    private List<WorkUnit> part(Entry<Defense> defense, long seed) {
        List<String> files = List.of(suite.people().id(), suite.others().id());
        int people = suite.suite().people().trained();
        int photos = people * suite.suite().people().learned();
        Digest training = Digest.builder("training")
                .add("suite", suite.suite().digest())
                .add("defense", defense.digest())
                .build();
        List<WorkUnit> work = new ArrayList<>();
        work.add(units.unit(
                Timing.TRAIN,
                defense.id(),
                defense.id(),
                Digest.builder("trained").add("training", training),
                photos * suite.suite().model().epochs(),
                seed,
                files));
        suite.attacks().stream()
                .filter(attack -> suite.defenses(attack).contains(defense))
                .map(attack -> units.unit(
                        Timing.ATTACK,
                        attack.id() + " on " + defense.id(),
                        attack.id() + " on " + defense.id(),
                        Digest.builder("attacked").add("training", training).add("attack", attack.digest()),
                        people * suite.suite().tries(),
                        seed,
                        files))
                .forEach(work::add);
        return work;
    }
}
