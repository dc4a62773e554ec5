package dev.visor.result.format1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** {@code run.json} of format 1 as one of today: typed settings, counts of the protocol under their true names, and what was not told then. */
public final class FormatOneRun {

    /** Prefix of the number of a type, where a record of today tells its code. */
    public static final String VERSION = "version ";

    private static final int FORMAT = 1;

    private static final List<String> COUNTED_LATER = List.of(
            "peak_memory_mib", "trainings_computed", "trainings_reused", "inversions_computed", "inversions_reused");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode root;
    private final boolean inverts;

    private FormatOneRun(ObjectNode root) {
        this.root = root;
        this.inverts = FormatOneCells.inverts(root);
    }

    /** Whether that is the root of a {@code run.json} of format 1. */
    public static boolean is(JsonNode root) {
        return root.isObject()
                && root.path("format_version").isInt()
                && root.path("format_version").intValue() == FORMAT;
    }

    /** The root as it would be today; the argument is untouched. What is of the wrong kind stays for whoever checks it. */
    public static ObjectNode today(ObjectNode root) {
        FormatOneRun run = new FormatOneRun(root.deepCopy());
        run.upgrade();
        return run.root;
    }

    private void upgrade() {
        root.put("edition", 1);
        addUntold();
        if (root.path("suite") instanceof ObjectNode suite && suite.path("settings") instanceof ObjectNode settings) {
            suite.set("settings", inverts ? inversion(settings) : recognition(settings));
        }
        if (root.path("protocol") instanceof ObjectNode protocol) {
            protocol(protocol);
        }
        root.path("thresholds").forEach(entry -> rename(entry, "victim", "recognizer"));
        if (inverts) {
            FormatOneCells cells = new FormatOneCells(root);
            root.path("ledgers").forEach(ledger -> surrogates(ledger, cells));
        }
    }

    /** Adds what older records did not count or take the digest of. */
    private void addUntold() {
        for (JsonNode ledger : root.path("ledgers")) {
            if (ledger instanceof ObjectNode object && !object.has("zero_gradients") && !object.has("draws")) {
                object.put("zero_gradients", 0).put("draws", false);
            }
        }
        for (String list : List.of("defenses", "attacks", "recognizers")) {
            for (JsonNode entry : root.path(list)) {
                if (entry instanceof ObjectNode object && object.path("version").isInt()) {
                    object.put(
                            "implementation", VERSION + object.remove("version").intValue());
                }
            }
        }
        if (!root.has("files")) {
            root.putObject("files");
        }
        if (root.path("environment") instanceof ObjectNode on && !on.has("arithmetic")) {
            on.put("arithmetic", "");
        }
        if (root.path("dataset") instanceof ObjectNode data && !data.has("contents") && !data.has("left_out")) {
            data.put("contents", FormatOneCells.NOT_APPLICABLE).putObject("left_out");
        }
        if (root.path("counts") instanceof ObjectNode counts) {
            for (String added : COUNTED_LATER) {
                if (!counts.has(added)) {
                    counts.put(added, 0);
                }
            }
        }
    }

    private void protocol(ObjectNode protocol) {
        if (!inverts) {
            protocol.put("kind", "recognition");
            return;
        }
        protocol.put("kind", "inversion");
        Map.of(
                        "probes", "people",
                        "mates", "training_photos",
                        "target_gallery", "test_photos",
                        "distractors", "auxiliary_photos",
                        "pairs", "held_out_pairs")
                .forEach((former, today) -> rename(protocol, former, today));
        protocol.remove("targets");
    }

    /** The ledgers of inversions held what was trained, in place of what the defense differentiated. */
    private static void surrogates(JsonNode ledger, FormatOneCells cells) {
        if (ledger instanceof ObjectNode object) {
            String word = cells.surrogates(object.path("defense").asText());
            ArrayNode ids = object.putArray("surrogates");
            if (!word.equals(FormatOneCells.NOT_APPLICABLE)) {
                List.of(word.split("\\+")).forEach(ids::add);
            }
        }
    }

    private ObjectNode recognition(ObjectNode settings) {
        ObjectNode today = NODES.objectNode();
        today.put("kind", "recognition");
        take(settings, "alignments", today, "alignments", NODES.arrayNode());
        take(settings, "crop", today, "crop", NODES.textNode(FormatOneCells.NOT_APPLICABLE));
        take(settings, "fars", today, "fars", NODES.arrayNode());
        take(settings, "attacks", today, "attacks", ids("attacks"));
        take(settings, "recognizer_attacks", today, "recognizer_attacks", texts(FormatOneCells.ofRecognizers(root)));
        take(settings, "rungs", today, "countermeasures", texts(List.of(FormatOneCells.NONE)));
        take(settings, "rung_defenses", today, "countermeasure_defenses", NODES.objectNode());
        take(settings, "rung_victims", today, "countermeasure_models", NODES.objectNode());
        take(settings, "rung_judges", today, "countermeasure_judges", NODES.objectNode());
        take(settings, "victims", today, "models", NODES.arrayNode());
        take(settings, "surrogates", today, "surrogates", NODES.arrayNode());
        take(settings, "surrogate_defenses", today, "surrogate_defenses", NODES.objectNode());
        take(settings, "probe_limits", today, "probe_limits", NODES.objectNode());
        take(settings, "recognized", today, "recognized", NODES.numberNode(0));
        take(settings, "services", today, "services", NODES.arrayNode());
        take(settings, "service_attacks", today, "service_attacks", NODES.objectNode());
        take(settings, "service_results", today, "service_results", NODES.objectNode());
        return common(settings, today);
    }

    private ObjectNode inversion(ObjectNode settings) {
        ObjectNode today = NODES.objectNode();
        today.put("kind", "inversion");
        take(settings, "model", today, "model", NODES.missingNode());
        today.set("training", printed(settings, "recipe"));
        today.set("people", printed(settings, "people"));
        ObjectNode others = printed(settings, "others");
        rename(others, "open", "auxiliary");
        today.set("others", others);
        take(settings, "gray", today, "gray", NODES.booleanNode(false));
        take(settings, "attacks", today, "attacks", NODES.missingNode());
        take(settings, "attack_defenses", today, "attack_defenses", NODES.objectNode());
        ObjectNode access = today.putObject("attacker_access");
        settings.path("attack_reaches")
                .properties()
                .forEach(reach -> access.put(
                        reach.getKey(),
                        FormatOneCells.attackerAccess(reach.getValue().asText())));
        take(settings, "judges", today, "judges", NODES.missingNode());
        take(settings, "surrogates", today, "surrogates", NODES.arrayNode());
        take(settings, "jury", today, "jury", NODES.missingNode());
        take(settings, "teacher", today, "teacher", NODES.missingNode());
        take(settings, "fars", today, "fars", NODES.arrayNode());
        take(settings, "tries", today, "tries", NODES.numberNode(0));
        take(settings, "leaked", today, "leaked", NODES.numberNode(0));
        take(settings, "budget", today, "budget", NODES.numberNode(1.));
        take(settings, "scale", today, "scale", NODES.textNode(FormatOneCells.NOT_APPLICABLE));
        take(settings, "ahm_score_attacks", today, "ahm_score_attacks", NODES.arrayNode());
        take(settings, "metrics", today, "metrics", NODES.numberNode(1));
        return common(settings, today);
    }

    private static ObjectNode common(ObjectNode settings, ObjectNode today) {
        take(settings, "made_of", today, "made_of", NODES.objectNode());
        take(settings, "code", today, "code", NODES.objectNode());
        take(settings, "overrides", today, "overrides", NODES.arrayNode());
        take(settings, "shard", today, "shard", NODES.textNode(FormatOneCells.NOT_APPLICABLE));
        return today;
    }

    /** An absent value is left out where there is no other, so that it is missed by whoever reads it. */
    private static void take(ObjectNode from, String former, ObjectNode to, String today, JsonNode otherwise) {
        JsonNode value = from.has(former) ? from.get(former) : otherwise;
        if (!value.isMissingNode()) {
            to.set(today, value);
        }
    }

    private static ObjectNode printed(ObjectNode settings, String name) {
        return PrintedRecord.read(settings.path(name).asText(""));
    }

    private ArrayNode ids(String list) {
        ArrayNode ids = NODES.arrayNode();
        root.path(list).forEach(entry -> ids.add(entry.path("id").asText()));
        return ids;
    }

    private static ArrayNode texts(List<String> words) {
        ArrayNode texts = NODES.arrayNode();
        words.forEach(texts::add);
        return texts;
    }

    private static void rename(JsonNode node, String former, String today) {
        if (node instanceof ObjectNode object && object.has(former)) {
            object.set(today, object.remove(former));
        }
    }
}
