package dev.visor.audit.compare;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.expectation.Gate;
import dev.visor.core.expectation.Gate.Rule;
import dev.visor.core.expectation.Gate.Selector;
import dev.visor.core.measure.MetricValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The numbers of the base run that a gate is about. */
final class Selection {

    /** Values that a rule may name although this run has none of them. */
    private static final Set<Selector> FIXED = Set.of(Selector.DEFENSE_ACCESS, Selector.ALIGNMENT, Selector.PAIRING);

    private final Gate gate;
    private final String base;
    private final List<MetricValue> numbers;
    private final Set<String> photos = new HashSet<>();
    private final Set<String> worst = new HashSet<>();

    Selection(Gate gate, String base, List<MetricValue> numbers) {
        this.gate = gate;
        this.base = base;
        this.numbers = numbers;
        for (MetricValue number : numbers) {
            Cell cell = number.cell();
            if (cell.alignment() == Alignment.PHOTO) {
                photos.add(plan(cell));
            }
            if (cell.countermeasure().equals(Answers.WORST)) {
                worst.add(plan(cell));
            }
        }
    }

    /** The first rule that speaks of the number. */
    Optional<Rule> rule(MetricValue number) {
        return gate.rules().stream()
                .filter(rule -> rule.metric().equals(number.metric()))
                .filter(rule -> Arrays.stream(Selector.values()).allMatch(s -> admits(rule, s, number)))
                .findFirst();
    }

    /** @throws InputError if a rule names what the base run does not know: a gate that is open by mistake */
    void check() {
        for (int i = 0; i < gate.rules().size(); i++) {
            for (Map.Entry<Selector, Set<String>> only :
                    gate.rules().get(i).only().entrySet()) {
                if (FIXED.contains(only.getKey())) {
                    continue;
                }
                Set<String> known = new TreeSet<>();
                if (only.getKey() == Selector.COUNTERMEASURE) {
                    known.add(Gate.HEADLINE);
                }
                numbers.forEach(n -> known.add(value(only.getKey(), n)));
                for (String value : only.getValue()) {
                    if (!known.contains(value)) {
                        throw new InputError("%s: rule %d is limited to %s \"%s\", which %s has nowhere; it has %s"
                                .formatted(
                                        gate.source(),
                                        i + 1,
                                        only.getKey().word(),
                                        value,
                                        base,
                                        String.join(", ", known)));
                    }
                }
            }
        }
    }

    private boolean admits(Rule rule, Selector selector, MetricValue number) {
        return !rule.excludes(selector, value(selector, number))
                || isHeadline(selector, number.cell()) && !rule.excludes(selector, Gate.HEADLINE);
    }

    private boolean isHeadline(Selector selector, Cell cell) {
        return switch (selector) {
            case ALIGNMENT -> cell.alignment() == Alignment.PHOTO || !photos.contains(plan(cell));
            case COUNTERMEASURE ->
                worst.contains(plan(cell))
                        ? cell.countermeasure().equals(Answers.WORST)
                        : cell.countermeasure().equals(Cell.NO_COUNTERMEASURE);
            default -> false;
        };
    }

    private static String value(Selector selector, MetricValue number) {
        Cell cell = number.cell();
        return switch (selector) {
            case DEFENSE -> Names.plain(cell.defense());
            case ATTACK -> Names.plain(cell.attack());
            case MODEL -> cell.answering();
            case DEFENSE_ACCESS -> cell.defenseAccess().word();
            case ALIGNMENT -> cell.alignment().word();
            case PAIRING -> number.pairing().word();
            case COUNTERMEASURE -> Names.plain(cell.countermeasure());
        };
    }

    /** Names what the alignments and countermeasures of a cell have in common. */
    private static String plan(Cell cell) {
        return String.join(
                "/",
                cell.defense(),
                cell.surrogatesWord(),
                cell.attack(),
                cell.answering(),
                cell.dataset(),
                Long.toString(cell.seed()));
    }
}
