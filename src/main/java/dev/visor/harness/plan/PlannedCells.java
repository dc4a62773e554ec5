package dev.visor.harness.plan;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Trust;
import dev.visor.harness.Guard;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.recognizer.RecognizerCard;
import java.util.ArrayList;
import java.util.List;

/** The cells of a suite in the order of the record: who judges what, and what the defense knows of the model. */
final class PlannedCells {

    private final ResolvedSuite suite;

    PlannedCells(ResolvedSuite suite) {
        this.suite = suite;
    }

    /** All cells, in the order of the record: recognizers themselves first, then every protection. */
    List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (long seed : suite.suite().seeds()) {
            for (Entry<RecognitionAttack> attack : suite.recognitionAttacks(false)) {
                for (String model : suite.suite().models()) {
                    cells.add(cell(
                            suite.control(),
                            Alignment.CROP,
                            suite.countermeasures().get(0),
                            attack,
                            model,
                            seed));
                }
            }
            for (Protection protection : suite.protections()) {
                cells.addAll(of(protection, seed));
            }
        }
        return List.copyOf(cells);
    }

    /** The cells of one protection: alignment, then countermeasure, then attack, then model. */
    List<Cell> of(Protection protection, long seed) {
        List<Cell> cells = new ArrayList<>();
        for (Alignment alignment : suite.suite().alignments()) {
            for (Entry<Countermeasure> countermeasure : suite.countermeasures(protection)) {
                for (Entry<RecognitionAttack> attack : suite.recognitionAttacks(true)) {
                    for (String model : suite.models(countermeasure)) {
                        cells.add(cell(protection, alignment, countermeasure, attack, model, seed));
                    }
                    services(alignment, countermeasure, attack)
                            .forEach(service ->
                                    cells.add(cell(protection, alignment, countermeasure, attack, service, seed)));
                }
            }
        }
        return cells;
    }

    /** Returns the services that can be asked so: about whole photos, as they are shared. */
    private List<String> services(
            Alignment alignment, Entry<Countermeasure> countermeasure, Entry<RecognitionAttack> attack) {
        return suite.suite().services().stream()
                .filter(id ->
                        alignment == Alignment.PHOTO && countermeasure.id().equals(Countermeasure.NONE))
                .filter(id -> ResolvedSuite.canBeAsked(
                        attack.plugin(), suite.services().get(id).kind()))
                .toList();
    }

    private Cell cell(
            Protection protection,
            Alignment alignment,
            Entry<Countermeasure> countermeasure,
            Entry<RecognitionAttack> attack,
            String model,
            long seed) {
        boolean attacks = attack.plugin().judgesDefenses();
        Access has = suite.services().containsKey(model)
                ? protection.surrogates().isEmpty() ? Access.NONE : Access.BLACK_BOX
                : access(protection, suite.recognizers().get(suite.judge(countermeasure, model)));
        return protection
                .cell(suite.dataset().id(), seed)
                .withAlignment(alignment)
                .attackedBy(
                        attack.id(),
                        !attacks
                                ? AttackerAccess.NONE
                                : Removals.has(countermeasure) ? AttackerAccess.KEY : AttackerAccess.SCORES)
                .against(model, has)
                .withCountermeasure(countermeasure.id())
                .judgedBy(suite.services().containsKey(model) ? model : suite.judge(countermeasure, model))
                .restingOn(attack.plugin().trust())
                .restingOn(countermeasure.plugin().trust())
                .restingOn(trust(model))
                .restingOn(trust(suite.judge(countermeasure, model)));
    }

    /** Returns the trust in a recognizer; what a service says was said to Visor itself. */
    private Trust trust(String model) {
        return suite.services().containsKey(model)
                ? Trust.BUILT_IN
                : suite.recognizers().get(model).trust();
    }

    /** Weights decide, not names: a copy of the model under another id is the model. */
    private Access access(Protection protection, RecognizerCard model) {
        if (protection.surrogates().isEmpty()) {
            return Access.NONE;
        }
        boolean known = protection.surrogates().stream()
                .anyMatch(card -> suite.guards().hold(Guard.LEDGER_BY_WEIGHTS)
                        ? card.sha256().equals(model.sha256())
                        : card.id().equals(model.id()));
        return known ? Access.WHITE_BOX : Access.BLACK_BOX;
    }
}
