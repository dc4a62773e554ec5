package dev.visor.audit.verify;

import dev.visor.audit.verify.plan.RecognitionPlan;
import dev.visor.core.Cell;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code cells.csv} against the suite of {@code run.json}: every cell that was planned, once, and no other. */
final class PlanCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        evidence.plan()
                .shard()
                .ifPresentOrElse(word -> tellOfShard(word, findings), () -> protections(evidence, findings));
        evidence.cells().ifPresent(cells -> cells(cells, evidence.plan().cells(), findings));
        evidence.cells()
                .ifPresent(cells -> evidence.trials()
                        .ifPresent(trials -> cells.stream()
                                .filter(cell -> !trials.containsKey(cell))
                                .forEach(cell -> findings.mismatch(
                                        RecordFile.TRIALS.word(),
                                        "no trial of the cell %s, which is planned",
                                        cell.id()))));
    }

    static void tellOfShard(String word, Findings findings) {
        findings.remark("this is shard %s: whether every defense was run is told by the merged record", word);
    }

    /** Every defense was run without surrogates, or with each that the suite gives it. */
    private static void protections(Evidence evidence, Findings findings) {
        RecognitionPlan plan = evidence.plan();
        for (RunInfo.Entry defense : evidence.info().defenses()) {
            List<List<String>> used = plan.protections().stream()
                    .filter(protection -> protection.defense().equals(defense.id()))
                    .map(RecognitionPlan.Protection::surrogates)
                    .toList();
            boolean alone = used.equals(List.of(List.of()));
            if (!alone && !Set.copyOf(used).equals(Set.copyOf(plan.surrogates(defense.id())))) {
                findings.mismatchOf(
                        "ledgers",
                        "%s was run on %s, expected %s as in suite.settings",
                        defense.id(),
                        used,
                        plan.surrogates(defense.id()));
            }
        }
    }

    private static void cells(List<Cell> recorded, Set<Cell> planned, Findings findings) {
        Map<String, Cell> byId = planned.stream().collect(Collectors.toMap(Cell::id, Function.identity()));
        for (int i = 0; i < recorded.size(); i++) {
            Cell cell = recorded.get(i);
            long line = i + 2L;
            Cell expected = byId.remove(cell.id());
            if (expected == null) {
                findings.mismatch(
                        String.format(Locale.ROOT, "%s line %d", RecordFile.CELLS.word(), line),
                        "%s is not in the plan of run.json",
                        cell.id());
            } else {
                columns(expected, cell, line, findings);
            }
        }
        byId.keySet()
                .forEach(id -> findings.mismatch(
                        RecordFile.CELLS.word(), "%s is missing, which the plan of run.json holds", id));
        findings.recomputed("cells", planned.size());
    }

    /** The coordinates that the id does not hold. */
    private static void columns(Cell expected, Cell cell, long line, Findings findings) {
        if (expected.defenseAccess() != cell.defenseAccess()) {
            findings.mismatch(
                    RecordFile.CELLS,
                    line,
                    "defense_access",
                    "\"%s\", expected \"%s\" by the sha256 of the weights in run.json",
                    cell.defenseAccess().word(),
                    expected.defenseAccess().word());
        }
        column(
                "attacker_access",
                cell.attackerAccess().word(),
                expected.attackerAccess().word(),
                line,
                findings);
        column("judge", cell.judge(), expected.judge(), line, findings);
        column("surrogates", cell.surrogatesWord(), expected.surrogatesWord(), line, findings);
    }

    private static void column(String name, String is, String expected, long line, Findings findings) {
        if (!is.equals(expected)) {
            findings.mismatch(
                    RecordFile.CELLS, line, name, "\"%s\", expected \"%s\" by the plan of run.json", is, expected);
        }
    }
}
