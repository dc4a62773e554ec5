package dev.visor.harness.inversion;

import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.AttackerAccess;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.result.settings.PlannedTrials;
import java.util.List;

/** Counts the trials that are to be made of some defenses of an inversion suite, before any is. */
final class InversionWork {

    private final ResolvedInversion suite;
    private final PlannedTrials planned;

    InversionWork(ResolvedInversion suite, InversionRoles roles) {
        this.suite = suite;
        this.planned = new PlannedTrials(
                roles.people().size(),
                roles.training().size(),
                roles.tests().size(),
                roles.pairs().size(),
                suite.suite().tries(),
                suite.suite().leaked());
    }

    /** Counts the trials of all attacks that the defenses meet, under every seed. */
    long trials(List<Entry<Defense>> defenses) {
        long trials = 0;
        for (Entry<Defense> defense : defenses) {
            trials += planned.ofOwnWork() + (suite.utilityJudges(defense).size() - 1) * planned.ofOwnErrors();
            for (Entry<TrainingSideAttack> attack : suite.attacks()) {
                if (suite.defenses(attack).contains(defense)) {
                    trials += trials(attack, defense);
                }
            }
        }
        return trials * suite.suite().seeds().size();
    }

    /** Counts the trials of an attack before all who judge. */
    private long trials(Entry<TrainingSideAttack> attack, Entry<Defense> defense) {
        boolean afterPhotos = attack.plugin().access() == AttackerAccess.LEAKED_DATA;
        return suite.judges(attack).size() * planned.ofAttack(afterPhotos, suite.hasBaseline(attack, defense));
    }
}
