package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.expectation.Gate;
import dev.visor.result.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison for programs. Numbers are as computed; what does not apply is left out. */
public final class JsonComparison {

    private JsonComparison() {}

    public static String of(Comparison comparison) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", comparison.verdict().word());
        json.put("exit_code", comparison.verdict().exitCode());
        json.put("base", comparison.base());
        json.put("new", comparison.now());
        json.put("probes", comparison.probes());
        json.put("only_base", comparison.dropped());
        json.put("only_new", comparison.added());
        json.put("trials", trials(comparison.trials()));
        json.put("gate", gate(comparison.gate()));
        json.put("notes", comparison.notes());
        json.put("ungated_metrics", comparison.ungated());
        json.put("rows", comparison.rows().stream().map(JsonComparison::row).toList());
        return JsonText.of(json);
    }

    private static Map<String, Object> trials(TrialAgreement trials) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("paired", trials.paired());
        json.put("same_outcomes", trials.sameOutcomes());
        json.put("ranked", trials.ranked());
        json.put("same_ranks", trials.sameRanks());
        json.put("judged", trials.judged());
        json.put("same_verdicts", trials.sameVerdicts());
        json.put("largest_similarity_difference", trials.largestDifference());
        return json;
    }

    private static Map<String, Object> gate(Gate gate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", gate.source());
        json.put("alpha", gate.alpha());
        json.put("power", gate.power());
        json.put("same_within", gate.sameWithin());
        json.put("rules", gate.rules().stream().map(JsonComparison::rule).toList());
        json.put(
                "throughput",
                Map.of(
                        "gated",
                        gate.throughput().gated(),
                        "margin",
                        gate.throughput().margin()));
        return json;
    }

    private static Map<String, Object> rule(Gate.Rule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", rule.metric());
        json.put("margin", rule.margin());
        rule.only().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> json.put(e.getKey().word(), List.copyOf(e.getValue())));
        return json;
    }

    private static Map<String, Object> row(Row row) {
        Cell cell = row.number().cell();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", row.verdict().word());
        json.put("gated", row.gated());
        json.put("why", row.why());
        json.put("metric", row.number().metric());
        row.number().far().ifPresent(far -> json.put("far", far.rate()));
        json.put("cell", cell.id());
        row.counterpart()
                .filter(other -> !other.id().equals(cell.id()))
                .ifPresent(other -> json.put("paired_with", other.id()));
        json.put("defense", cell.defense());
        json.put("surrogates", cell.surrogates());
        json.put("defense_access", cell.defenseAccess().word());
        json.put("attack", cell.attack());
        json.put("attacker_access", cell.attackerAccess().word());
        json.put("countermeasure", cell.countermeasure());
        json.put("model", cell.model());
        json.put("judge", cell.judge());
        json.put("dataset", cell.dataset());
        json.put("alignment", cell.alignment().word());
        json.put("pairing", row.number().pairing().word());
        json.put("seed", cell.seed());
        json.put("unit", row.number().unit());
        json.put("better", row.number().better().word());
        json.put("probes", row.probes());
        json.put(row.isSpeed() ? "batches" : "trials", row.trials());
        json.put("base_value", row.base());
        row.now().ifPresent(value -> json.put("new_value", value));
        row.change().ifPresent(interval -> {
            json.put(row.isSpeed() ? "ratio_low" : "change_low", interval.low());
            json.put(row.isSpeed() ? "ratio_high" : "change_high", interval.high());
        });
        json.put("margin", row.margin());
        json.put("p_pass", row.pPass());
        json.put("p_regression_holm", row.pRegression());
        row.needed().ifPresent(needed -> json.put(row.isSpeed() ? "needed_batches" : "needed_probes", needed));
        return json;
    }
}
