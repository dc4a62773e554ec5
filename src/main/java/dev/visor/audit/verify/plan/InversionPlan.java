package dev.visor.audit.verify.plan;

import dev.visor.core.Access;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Trust;
import dev.visor.result.RunInfo;
import dev.visor.result.entry.Ledger;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.PlannedTrials;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The plan of an inversion run, by its {@code run.json}. */
public final class InversionPlan {

    private static final String OWN_ACCURACY = "own-accuracy";

    private final RunInfo info;
    private final InversionSettings settings;

    public InversionPlan(RunInfo info) {
        this.info = info;
        this.settings = info.inversion();
    }

    /** Returns the id of the model that is trained under each defense. */
    String model() {
        return settings.model();
    }

    /** Returns the defenses of the suite; in a shard, those that were trained under. */
    public List<String> defenses() {
        return settings.slice().isPresent()
                ? info.ledgers().stream().map(Ledger::defense).distinct().toList()
                : info.defenses().stream().map(RunInfo.Entry::id).toList();
    }

    List<String> jury() {
        return settings.jury();
    }

    public List<String> attacksOn(String defense) {
        return settings.attacks().stream()
                .filter(attack -> meets(attack, defense))
                .toList();
    }

    private boolean meets(String attack, String defense) {
        List<String> restricted = settings.attackDefenses().get(attack);
        return restricted == null || defense.equals(Cell.CONTROL) || restricted.contains(defense);
    }

    /** The two attacks whose results the score levels of adaptive hybrid masking are made of. */
    public Optional<List<String>> scoreAttacks() {
        List<String> pair = settings.ahmScoreAttacks();
        return pair.size() == 2 ? Optional.of(pair) : Optional.empty();
    }

    public boolean judgedByJury(Cell cell) {
        return !ownAccuracy(cell.attack()) && judges(cell.attack()).equals(jury());
    }

    /** Whether a single recognizer has the verdict. */
    public boolean judgedAlone(Cell cell) {
        return !ownAccuracy(cell.attack()) && judges(cell.attack()).equals(List.of(cell.judge()));
    }

    /** Whether the run told what its verdicts would be by luck, and counted exact reconstructions in their PSNR; an older Visor did not. */
    public boolean secondEdition() {
        return edition(2);
    }

    /** Whether what a defended recognizer does for its user counts as his; an older Visor let its verification point down. */
    public boolean thirdEdition() {
        return edition(3);
    }

    private boolean edition(int least) {
        return settings.metrics() >= least;
    }

    private boolean ownAccuracy(String attack) {
        return info.attacks().stream()
                .anyMatch(entry -> entry.id().equals(attack) && entry.type().equals(OWN_ACCURACY));
    }

    /** Every cell that the run had to judge. */
    public Set<Cell> cells() {
        Set<Cell> cells = new LinkedHashSet<>();
        for (long seed : info.seeds()) {
            for (String defense : defenses()) {
                for (String attack : attacksOn(defense)) {
                    judges(defense, attack).forEach(judge -> cells.add(cell(defense, attack, judge, seed)));
                }
            }
        }
        return cells;
    }

    /**
     * Returns the number of trials that a cell has to have.
     *
     * @param cell of {@link #cells}
     * @return empty if an older record does not tell
     */
    public OptionalLong trials(Cell cell) {
        if (!secondEdition() || settings.tries() == 0 || settings.leaked() == 0) {
            return OptionalLong.empty();
        }
        InversionSizes roles = info.inversionSizes();
        PlannedTrials planned = new PlannedTrials(
                roles.people(),
                roles.trainingPhotos(),
                roles.testPhotos(),
                roles.heldOutPairs(),
                settings.tries(),
                settings.leaked());
        if (ownAccuracy(cell.attack())) {
            return OptionalLong.of(cell.judge().equals(model()) ? planned.ofOwnWork() : planned.ofOwnErrors());
        }
        if (attackerAccess(cell.attack()) == AttackerAccess.NONE) {
            return OptionalLong.empty();
        }
        boolean afterPhotos = attackerAccess(cell.attack()) == AttackerAccess.LEAKED_DATA;
        boolean asks = !afterPhotos && info.trust(cell.attack()) != Trust.SUPPLIED;
        return OptionalLong.of(
                planned.ofAttack(afterPhotos, asks && cell.defense().equals(Cell.CONTROL)));
    }

    private List<String> judges(String defense, String attack) {
        List<String> judges = new ArrayList<>(judges(attack));
        if (ownAccuracy(attack) && defense.equals(Cell.CONTROL)) {
            judges.addAll(jury());
            judges.add(settings.teacher());
        }
        return judges;
    }

    private Cell cell(String defense, String attack, String judge, long seed) {
        return ownAccuracy(attack)
                ? target(defense, judge, seed).attackedBy(attack, AttackerAccess.NONE)
                : target(defense, model(), seed)
                        .attackedBy(attack, attackerAccess(attack))
                        .restingOn(info.trust(attack))
                        .restingOn(RecognizerTrust.of(info, judge))
                        .judgedBy(judge);
    }

    /** The recognizer that was trained under a defense, before an attack and before a judge. */
    public Cell target(String defense, long seed) {
        return target(defense, model(), seed).judgedBy(Cell.NOT_APPLICABLE);
    }

    private Cell target(String defense, String model, long seed) {
        List<String> surrogates = surrogates(defense);
        return Cell.of(defense, surrogates, info.dataset().id(), seed)
                .restingOn(info.trust(defense))
                .restingOn(RecognizerTrust.of(info, model))
                .against(model, surrogates.isEmpty() ? Access.NONE : Access.BLACK_BOX);
    }

    /** Returns the surrogates that a defense differentiated, by its ledger. */
    List<String> surrogates(String defense) {
        return info.ledgers().stream()
                .filter(ledger -> ledger.defense().equals(defense))
                .findFirst()
                .map(Ledger::surrogates)
                .orElse(List.of());
    }

    /** Returns what an attack has of the model. */
    public AttackerAccess attackerAccess(String attack) {
        return settings.attackerAccess(attack);
    }

    private List<String> judges(String attack) {
        return settings.judges().getOrDefault(attack, List.of());
    }
}
