package dev.visor.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.visor.core.InputError;
import dev.visor.core.file.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of a {@code job.json} that whoever scores a result must know.
 *
 * @param suite id of the suite that it was made of
 * @param settings of the suite that were set on the command line
 * @param suiteDigest of the suite with all that it names
 * @param protocol digest of who plays which role
 * @param decoys how many photos are in it that are not looked at
 * @param sha256 of each photo's file, by its name
 */
public record JobFile(
        Job.Unit unit,
        double budget,
        String suite,
        List<String> settings,
        String suiteDigest,
        String protocol,
        int decoys,
        Map<String, String> sha256) {

    private static final int MOST_BYTES = 256 << 20;

    public JobFile {
        settings = List.copyOf(settings);
        sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
    }

    /**
     * Reads the file of a job folder.
     *
     * @throws InputError if there is none, or a key of it is missing or of another kind
     */
    public static JobFile read(Path folder) {
        Path file = folder.resolve(JobFolder.FILE);
        if (!Files.exists(file)) {
            throw new InputError("%s holds no job.json: give a folder that visor export has written".formatted(folder));
        }
        try {
            JsonNode root = JsonMapper.builder().build().readTree(RegularFile.bytes(file, MOST_BYTES));
            if (root.path("format").asInt() != Job.FORMAT || !root.path("suite").isTextual()) {
                throw new InputError("%s is no job of visor export that this Visor can read (format %s, expected %d)"
                        .formatted(file, root.path("format"), Job.FORMAT));
            }
            return of(root);
        } catch (IOException e) {
            throw new InputError("%s cannot be read as JSON (%s)".formatted(file, e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new InputError("%s: %s; export the job anew".formatted(file, e.getMessage()), e);
        }
    }

    private static JobFile of(JsonNode root) {
        List<String> settings = new ArrayList<>();
        root.path("settings").forEach(set -> settings.add(set.asText()));
        Map<String, String> sha256 = new LinkedHashMap<>();
        for (JsonNode photo : root.path("photos")) {
            sha256.put(text(photo, "name"), text(photo, "sha256"));
        }
        JsonNode budget = root.path("budget");
        return new JobFile(
                text(root, "unit").equals(Job.Unit.FACE.word()) ? Job.Unit.FACE : Job.Unit.PHOTO,
                budget.isNumber() ? budget.doubleValue() : 0,
                text(root, "suite"),
                settings,
                text(root, "suite_digest"),
                text(root, "protocol_digest"),
                root.path("decoys").asInt(),
                sha256);
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException("key \"" + key + "\" is missing");
        }
        return node.path(key).asText();
    }
}
