package dev.visor.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.visor.core.InputError;
import dev.visor.core.text.PlainName;
import dev.visor.core.text.Printable;
import dev.visor.result.settings.SettingChecks;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;

/** Checks {@code run.json} before anybody counts with it: names that are names, numbers that are numbers, a seed. */
final class RunChecks {

    private static final List<String> IDS = List.of("id", "type", "recognizer", "code", "defense", "crop");
    private static final List<String> LISTS_OF_ENTRIES = List.of("defenses", "recognizers");

    private final Path file;

    RunChecks(Path file) {
        this.file = file;
    }

    /** @throws InputError that names the first key with a value that cannot be meant */
    void of(JsonNode root) {
        values("", root);
        if (!root.path("seeds").isArray() || root.path("seeds").isEmpty()) {
            throw wrong("seeds", root.path("seeds"), "a list of at least one seed");
        }
        once("seeds", root.path("seeds"));
        JsonNode kind = root.path("suite").path("settings").path("kind");
        if (!root.path("protocol").path("kind").equals(kind)) {
            throw wrong("protocol.kind", root.path("protocol").path("kind"), kind + " as suite.settings.kind");
        }
        new SettingChecks(root.path("suite").path("settings")).first().ifPresent(setting -> {
            throw wrong("suite.settings." + setting.key(), setting.value(), setting.expected());
        });
        for (String list : LISTS_OF_ENTRIES) {
            Set<String> seen = new HashSet<>();
            for (JsonNode entry : root.path(list)) {
                if (!seen.add(entry.path("id").asText())) {
                    throw wrong(list, entry.path("id"), "each id once");
                }
            }
        }
        root.path("thresholds").forEach(this::threshold);
        for (JsonNode ledger : root.path("ledgers")) {
            number("ledgers.per_photo_seconds", ledger.path("per_photo_seconds"), v -> v >= 0, "a duration");
        }
        counts("counts", root.path("counts"));
        counts("protocol", root.path("protocol"));
        counts("dataset", root.path("dataset"));
        root.path("ledgers").forEach(ledger -> counts("ledgers", ledger));
        root.path("recognizers").forEach(recognizer -> counts("recognizers", recognizer));
        root.path("files").properties().forEach(entry -> held(entry.getKey(), entry.getValue()));
    }

    /** Checks every value, wherever it stands. */
    private void values(String key, JsonNode node) {
        if (node.isNull()) {
            throw wrong(key, node, "a value");
        }
        if (node.isNumber()) {
            number(key, node, v -> true, "a number that can be counted with");
        }
        int at = 0;
        for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
            values(key + "." + at++, item);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String below = key.isEmpty() ? member.getKey() : key + "." + member.getKey();
            if (IDS.contains(member.getKey())
                    && member.getValue().isTextual()
                    && !PlainName.is(member.getValue().asText())) {
                throw wrong(below, member.getValue(), PlainName.RULE);
            }
            values(below, member.getValue());
        }
    }

    private void threshold(JsonNode threshold) {
        number("thresholds.far", threshold.path("far"), v -> v > 0 && v < 1, "a rate between 0 and 1");
        number("thresholds.similarity", threshold.path("similarity"), v -> true, "a number");
        for (String rate : List.of("reached", "reached_low", "reached_high")) {
            number("thresholds." + rate, threshold.path(rate), v -> v >= 0 && v <= 1, "a rate from 0 to 1");
        }
        counts("thresholds.impostors", threshold.path("impostors"));
    }

    /** Whole numbers are counts here. */
    private void counts(String key, JsonNode node) {
        if (node.isIntegralNumber() && node.longValue() < 0) {
            throw wrong(key, node, "a count, which is never negative");
        }
        node.properties().forEach(member -> {
            if (member.getValue().isIntegralNumber()) {
                counts(key + "." + member.getKey(), member.getValue());
            }
        });
    }

    private void once(String key, JsonNode list) {
        Set<String> seen = new HashSet<>();
        for (JsonNode item : list) {
            if (!seen.add(item.toString())) {
                throw wrong(key, item, "each once");
            }
        }
    }

    private void number(String key, JsonNode node, DoublePredicate possible, String expected) {
        boolean holds = node.isNumber()
                && Double.isFinite(node.doubleValue())
                && (!node.isIntegralNumber() || node.canConvertToLong())
                && possible.test(node.doubleValue());
        if (!holds) {
            throw wrong(key, node, expected);
        }
    }

    /** Checks what is said of a table. */
    private void held(String name, JsonNode entry) {
        if (!PlainName.is(name)) {
            throw wrong("files", entry, PlainName.RULE);
        }
        digits("files." + name + ".sha256", entry.path("sha256"), 64);
        for (String sums : List.of("columns", "lines")) {
            for (JsonNode sum : entry.path("trace").path(sums)) {
                digits("files." + name + ".trace." + sums, sum, 16);
            }
        }
    }

    private void digits(String key, JsonNode node, int count) {
        if (!node.isTextual() || !node.asText().matches("[0-9a-f]{" + count + "}")) {
            throw wrong(key, node, count + " hexadecimal digits");
        }
    }

    private InputError wrong(String key, JsonNode node, String expected) {
        return new InputError("%s: %s is %s, expected %s; the record was changed or cut off"
                .formatted(
                        file,
                        Printable.brief(key),
                        node.isMissingNode() ? "missing" : Printable.brief(node.toString()),
                        expected));
    }
}
