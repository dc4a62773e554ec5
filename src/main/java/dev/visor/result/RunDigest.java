package dev.visor.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.visor.core.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The digest that {@code run.json} carries of itself, and a short one of every key, by which a changed key is named.
 *
 * <p>It tells accidents and laundering, not authorship: whoever edits a file on purpose can make its digest anew.
 */
final class RunDigest {

    /** The last key of {@code run.json}. */
    static final String KEY = "digest";

    private static final String WHOLE = "sha256";
    private static final String KEYS = "keys";

    /** Keys below keys: {@code suite.settings.attacks}. */
    private static final int DEPTH = 3;

    /** Key of the files, which are named by file, not by digest. */
    private static final String FILES = "files";

    private static final int SHORT = 12;

    private RunDigest() {}

    /** The value of {@value #KEY} for a file that holds the other keys. */
    static ObjectNode of(ObjectNode root) {
        ObjectNode rest = root.deepCopy();
        rest.remove(KEY);
        ObjectNode digest = rest.objectNode();
        digest.put(WHOLE, Digest.of(canonical(rest)).hex());
        ObjectNode keys = digest.putObject(KEYS);
        keys(rest).forEach(keys::put);
        return digest;
    }

    /** The keys whose values are not those of which the file's own digest was made; none if it fits. */
    static List<Alteration> alterations(ObjectNode root) {
        if (!(root.path(KEY) instanceof ObjectNode told) || !told.path(WHOLE).isTextual()) {
            return List.of(new Alteration(place(KEY), "is missing, expected the digest of all other keys"));
        }
        ObjectNode now = of(root);
        if (now.path(WHOLE).equals(told.path(WHOLE))) {
            return List.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        now.path(KEYS).fieldNames().forEachRemaining(keys::add);
        told.path(KEYS).fieldNames().forEachRemaining(keys::add);
        List<Alteration> all = new ArrayList<>();
        for (String key : keys) {
            JsonNode before = told.path(KEYS).path(key);
            JsonNode after = now.path(KEYS).path(key);
            if (!before.equals(after)) {
                all.add(new Alteration(place(key), what(before, after)));
            }
        }
        return all.isEmpty()
                ? List.of(new Alteration(
                        place(KEY + "." + WHOLE),
                        "does not fit the other keys: the file was changed after the run wrote it"))
                : all;
    }

    private static String place(String key) {
        return RunJson.FILE + ", " + key;
    }

    private static String what(JsonNode before, JsonNode after) {
        if (before.isMissingNode()) {
            return "was put there after the run wrote it";
        }
        return after.isMissingNode()
                ? "is missing, and was there when the run wrote it"
                : "was changed after the run wrote it";
    }

    private static Map<String, String> keys(ObjectNode root) {
        Map<String, String> keys = new TreeMap<>();
        addKeys("", root, 1, keys);
        return keys;
    }

    private static void addKeys(String above, ObjectNode node, int depth, Map<String, String> keys) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String key = above + member.getKey();
            boolean deeper =
                    depth < DEPTH && !key.equals(FILES) && !member.getValue().isEmpty();
            if (deeper && member.getValue() instanceof ObjectNode below) {
                addKeys(key + ".", below, depth + 1, keys);
            } else {
                keys.put(
                        key,
                        Digest.of(key + " " + canonical(member.getValue()))
                                .hex()
                                .substring(0, SHORT));
            }
        }
    }

    /** Writes the same text for equal values: no white space, the keys of every object in the order of the alphabet. */
    private static String canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            String sign = "{";
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                text.append(sign)
                        .append(TextNode.valueOf(member.getKey()))
                        .append(':')
                        .append(canonical(member.getValue()));
                sign = ",";
            }
            return members.isEmpty() ? "{}" : text.append('}').toString();
        }
        if (node.isArray()) {
            String sign = "[";
            for (JsonNode item : node) {
                text.append(sign).append(canonical(item));
                sign = ",";
            }
            return node.isEmpty() ? "[]" : text.append(']').toString();
        }
        return node.toString();
    }
}
