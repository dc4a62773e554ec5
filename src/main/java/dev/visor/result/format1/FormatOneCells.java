package dev.visor.result.format1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells of a row of format 1 what its columns {@code surrogates}, {@code victim} and {@code access} meant.
 *
 * <p>In a recognition run they said what they say. In an inversion run {@code surrogates} held the model under attack, {@code victim} who
 * judged, and {@code access} was {@code black-box} whatever the attack had; what it had stands in the settings.
 */
final class FormatOneCells {

    static final String NONE = "none";
    static final String NOT_APPLICABLE = "-";

    /** The types of that time that differentiate surrogates. */
    private static final Set<String> CLOAKS = Set.of("mim", "dim", "mt-dim", "center-opt", "tip-im");

    /** The type of attack of that time that judges no defense. */
    private static final String OF_RECOGNIZERS = "view2";

    private final JsonNode settings;
    private final boolean inverts;
    private final Set<String> cloaks = new HashSet<>();
    private final Set<String> ofRecognizers = new HashSet<>();

    FormatOneCells(JsonNode root) {
        this.settings = root.path("suite").path("settings");
        this.inverts = inverts(root);
        for (JsonNode defense : root.path("defenses")) {
            if (CLOAKS.contains(defense.path("type").asText())) {
                cloaks.add(defense.path("id").asText());
            }
        }
        ofRecognizers.addAll(ofRecognizers(root));
    }

    static boolean inverts(JsonNode root) {
        return root.path("suite").path("settings").path("kind").asText().equals("inversion");
    }

    /** The attacks that judge recognizers and no defense. */
    static List<String> ofRecognizers(JsonNode root) {
        JsonNode told = root.path("suite").path("settings").path("recognizer_attacks");
        List<String> all = new ArrayList<>();
        told.forEach(id -> all.add(id.asText()));
        if (told.isMissingNode()) {
            for (JsonNode attack : root.path("attacks")) {
                if (attack.path("type").asText().equals(OF_RECOGNIZERS)) {
                    all.add(attack.path("id").asText());
                }
            }
        }
        return all;
    }

    /** The surrogates of a defense of an inversion run, as a column holds them. */
    String surrogates(String defense) {
        List<String> ids = new ArrayList<>();
        if (cloaks.contains(defense)) {
            settings.path("surrogates").forEach(id -> ids.add(id.asText()));
        }
        return ids.isEmpty() ? NOT_APPLICABLE : String.join("+", ids);
    }

    /** The word of today for what an attack of an inversion run has of its model. */
    static String attackerAccess(String reach) {
        return switch (reach) {
            case "labels" -> "label-only";
            case "data" -> "leaked-data";
            default -> reach;
        };
    }

    /** The row with the columns of today beside its own. */
    Map<String, String> told(Map<String, String> row) {
        Map<String, String> told = new HashMap<>(row);
        told.put("countermeasure", row.get("rung"));
        // Nobody else's work could be measured then.
        told.put("trust", "built-in");
        if (inverts) {
            inversion(row, told);
        } else {
            recognition(row, told);
        }
        return told;
    }

    private void recognition(Map<String, String> row, Map<String, String> told) {
        String attack = row.get("attack");
        told.put("defense_access", row.get("access"));
        told.put(
                "attacker_access",
                attack.equals(NOT_APPLICABLE) || ofRecognizers.contains(attack) ? NOT_APPLICABLE : "scores");
        told.put("model", row.get("victim"));
        told.put("judge", settings.path("rung_judges").path(row.get("rung")).asText(row.get("victim")));
    }

    private void inversion(Map<String, String> row, Map<String, String> told) {
        String surrogates = surrogates(row.get("defense"));
        boolean ownWork = row.get("surrogates").equals(NOT_APPLICABLE);
        told.put("surrogates", surrogates);
        told.put("defense_access", surrogates.equals(NOT_APPLICABLE) ? NONE : "black-box");
        told.put(
                "attacker_access",
                ownWork || row.get("attack").equals(NOT_APPLICABLE)
                        ? NOT_APPLICABLE
                        : attackerAccess(settings.path("attack_reaches")
                                .path(row.get("attack"))
                                .asText(NOT_APPLICABLE)));
        told.put("model", ownWork ? row.get("victim") : row.get("surrogates"));
        told.put("judge", row.get("victim"));
    }
}
