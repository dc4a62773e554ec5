package dev.visor.audit.verify;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.result.PlannedTrials;
import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a run that inverts set out to do, by its {@code run.json}. */
final class InversionPlan {

    private static final String OWN_ACCURACY = "own-accuracy";
    private static final String DATA = "data";

    private final RunInfo info;

    InversionPlan(RunInfo info) {
        this.info = info;
    }

    /** What is trained under each defense. */
    String model() {
        return String.valueOf(info.suite().settings().get("model"));
    }

    /** Those of the suite; in a shard, those that were trained under. */
    List<String> defenses() {
        return info.suite().settings().containsKey("shard")
                ? info.ledgers().stream()
                        .map(RunInfo.Ledger::defense)
                        .distinct()
                        .toList()
                : info.defenses().stream().map(RunInfo.Entry::id).toList();
    }

    List<String> jury() {
        return words(info.suite().settings().get("jury"));
    }

    List<String> attacksOn(String defense) {
        return words(info.suite().settings().get("attacks")).stream()
                .filter(attack -> meets(attack, defense))
                .toList();
    }

    private boolean meets(String attack, String defense) {
        Object restricted = map("attack_defenses").get(attack);
        return restricted == null
                || defense.equals(Plan.CONTROL)
                || words(restricted).contains(defense);
    }

    /** The two attacks whose results the score levels of adaptive hybrid masking are made of. */
    Optional<List<String>> scoreAttacks() {
        List<String> pair = words(info.suite().settings().get("ahm_score_attacks"));
        return pair.size() == 2 ? Optional.of(pair) : Optional.empty();
    }

    boolean judgedByJury(Cell cell) {
        return !ownAccuracy(cell.attack())
                && words(map("judges").get(cell.attack())).equals(jury());
    }

    /** Whether a single recognizer has the verdict. */
    boolean judgedAlone(Cell cell) {
        return !ownAccuracy(cell.attack())
                && words(map("judges").get(cell.attack())).equals(List.of(cell.victim()));
    }

    /** Whether the run told what its verdicts would be by luck, and counted exact reconstructions in their PSNR; an older Visor did not. */
    boolean secondEdition() {
        return edition(2);
    }

    /** Whether what a defended recognizer does for its user counts as his; an older Visor let its verification point down. */
    boolean thirdEdition() {
        return edition(3);
    }

    private boolean edition(int least) {
        return info.suite().settings().get("metrics") instanceof Number edition && edition.intValue() >= least;
    }

    private boolean ownAccuracy(String attack) {
        return info.attacks().stream()
                .anyMatch(entry -> entry.id().equals(attack) && entry.type().equals(OWN_ACCURACY));
    }

    /** Every cell that the run had to judge. */
    Set<Cell> cells() {
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
     * How many trials that cell has to have.
     *
     * @param cell of {@link #cells}
     * @return empty if an older record does not tell
     */
    OptionalLong trials(Cell cell) {
        Object tries = info.suite().settings().get("tries");
        Object leaked = info.suite().settings().get("leaked");
        if (!secondEdition() || !(tries instanceof Number ofPerson) || !(leaked instanceof Number photos)) {
            return OptionalLong.empty();
        }
        PlannedTrials planned = new PlannedTrials(
                info.protocol().probes(),
                info.protocol().mates(),
                info.protocol().targetGallery(),
                info.protocol().pairs(),
                ofPerson.intValue(),
                photos.intValue());
        if (ownAccuracy(cell.attack())) {
            return OptionalLong.of(cell.victim().equals(model()) ? planned.ofOwnWork() : planned.ofOwnErrors());
        }
        if (!(map("attack_reaches").get(cell.attack()) instanceof String reach)) {
            return OptionalLong.empty();
        }
        boolean afterPhotos = reach.equals(DATA);
        return OptionalLong.of(
                planned.ofAttack(afterPhotos, !afterPhotos && cell.defense().equals(Plan.CONTROL)));
    }

    private List<String> judges(String defense, String attack) {
        List<String> judges = new ArrayList<>(words(map("judges").get(attack)));
        if (ownAccuracy(attack) && defense.equals(Plan.CONTROL)) {
            judges.addAll(jury());
            judges.add(String.valueOf(info.suite().settings().get("teacher")));
        }
        return judges;
    }

    private Cell cell(String defense, String attack, String judge, long seed) {
        boolean own = ownAccuracy(attack);
        return new Cell(
                defense,
                own ? List.of() : List.of(model()),
                attack,
                judge,
                info.dataset().id(),
                seed,
                Alignment.CROP,
                Plan.CONTROL,
                own ? Access.NONE : Access.BLACK_BOX);
    }

    private Map<?, ?> map(String setting) {
        return info.suite().settings().get(setting) instanceof Map<?, ?> values ? values : Map.of();
    }

    private static List<String> words(Object value) {
        return value instanceof Collection<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
    }
}
