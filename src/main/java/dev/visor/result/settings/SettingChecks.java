package dev.visor.result.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.visor.core.Alignment;
import dev.visor.core.AttackerAccess;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks the settings of a suite in {@code run.json}, where they are there: a plan is made of them again. */
public final class SettingChecks {

    private static final List<String> COUNTS = List.of("recognized", "tries", "leaked", "metrics");

    /** A wrong setting: where, and what was expected there. */
    public record Wrong(String key, JsonNode value, String expected) {}

    private final JsonNode settings;

    public SettingChecks(JsonNode settings) {
        this.settings = settings;
    }

    /** The first that is wrong. */
    public Optional<Wrong> first() {
        return of(List.of("alignments"), node -> all(node, SettingChecks::alignment), "a list of crop, photo")
                .or(() ->
                        of(List.of("fars"), node -> all(node, SettingChecks::rate), "a list of rates between 0 and 1"))
                .or(() -> of(COUNTS, node -> node.isInt() && node.intValue() >= 0, "a count"))
                .or(() -> of(
                        List.of("attacker_access"),
                        SettingChecks::accesses,
                        "of each attack one of white-box, scores, label-only, leaked-data"))
                .or(() -> of(
                        List.of("shard"),
                        node -> node.asText().matches("-|\\d{1,6}/\\d{1,6}"),
                        "a shard such as 2/3, or -"));
    }

    private static boolean accesses(JsonNode node) {
        for (JsonNode word : node) {
            if (Arrays.stream(AttackerAccess.values())
                    .noneMatch(one -> one.word().equals(word.asText()))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Wrong> of(List<String> keys, Predicate<JsonNode> sound, String expected) {
        return keys.stream()
                .filter(settings::has)
                .filter(key -> !sound.test(settings.path(key)))
                .findFirst()
                .map(key -> new Wrong(key, settings.path(key), expected));
    }

    private static boolean all(JsonNode list, Predicate<JsonNode> sound) {
        if (!list.isArray()) {
            return false;
        }
        for (JsonNode item : list) {
            if (!sound.test(item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean alignment(JsonNode node) {
        return Arrays.stream(Alignment.values()).anyMatch(one -> one.word().equals(node.asText()));
    }

    private static boolean rate(JsonNode node) {
        return node.isNumber() && node.doubleValue() > 0 && node.doubleValue() < 1;
    }
}
