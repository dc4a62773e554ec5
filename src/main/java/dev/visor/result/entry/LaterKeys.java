package dev.visor.result.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Trust;
import java.util.List;

/** Keys of {@code run.json} that came later than their format: what each holds where a record lacks it. */
public final class LaterKeys {

    private LaterKeys() {}

    /** Returns the root with all keys of today; the argument itself if it has them. */
    public static ObjectNode filled(ObjectNode root) {
        ObjectNode filled = root.deepCopy();
        boolean lacking = false;
        for (String list : List.of("defenses", "attacks")) {
            for (JsonNode entry : filled.path(list)) {
                if (entry instanceof ObjectNode object && !object.has("trust")) {
                    // Nobody else's work could be measured then.
                    object.put("trust", Trust.BUILT_IN.word());
                    lacking = true;
                }
            }
        }
        if (filled.path("protocol") instanceof ObjectNode sizes && sizes.has("mates") && !sizes.has("learning")) {
            // No defense learned from a person's photos beforehand.
            sizes.put("learning", 0);
            lacking = true;
        }
        if (filled.path("protocol") instanceof ObjectNode sizes && sizes.has("mates") && !sizes.has("splits")) {
            // Photos were divided once.
            sizes.put("splits", 1);
            lacking = true;
        }
        if (filled.path("suite").path("settings") instanceof ObjectNode settings
                && settings.has("countermeasures")
                && !settings.has("keys")) {
            // No countermeasure took a protection back.
            settings.putObject("keys");
            lacking = true;
        }
        if (filled.path("suite").path("settings") instanceof ObjectNode settings
                && settings.has("countermeasures")
                && !settings.has("traces")) {
            // No photo carried its owner's name.
            settings.putObject("traces");
            lacking = true;
        }
        if (filled.path("suite").path("settings") instanceof ObjectNode settings
                && settings.has("countermeasures")
                && !settings.has("regions")) {
            // Nobody told what became of regions of a face.
            settings.putObject("regions");
            lacking = true;
        }
        return lacking ? filled : root;
    }
}
