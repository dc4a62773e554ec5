package dev.visor.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.file.RegularFile;
import dev.visor.core.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A perturbation of a person that is kept for later photos: NumPy's array, {@code .json} beside it that says what it is, and a picture.
 *
 * @param values [3, height, width], RGB, in pixel values
 * @param facts what it is for
 */
public record KeptPerturbation(NpyArray values, Facts facts) {

    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 1 << 20;
    private static final String ENDING = ".npy";

    /**
     * All that must be known to add it to a photo.
     *
     * @param defense id of the entry that learned it
     * @param settings digest of that entry's settings
     * @param crop of the faces that it is added to
     * @param surrogates ids of the recognizers that it was learned against
     * @param photos of the person that it was learned from
     */
    public record Facts(String defense, String settings, String crop, List<String> surrogates, int photos) {

        public Facts {
            surrogates = List.copyOf(surrogates);
        }
    }

    /**
     * Checks the name of a file.
     *
     * @throws InputError unless it ends in .npy
     */
    public static void requireName(Path file) {
        if (!file.toString().endsWith(ENDING)) {
            throw new InputError("--perturbation %s: expected the name of a .npy file".formatted(file));
        }
    }

    /** Returns a file beside the array. */
    private static Path beside(Path file, String ending) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ending);
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws InputError if it is another's, damaged, or without its facts
     */
    public static KeptPerturbation read(Path file) {
        Path told = beside(file, ".json");
        if (!Files.exists(told)) {
            throw new InputError("%s: there is no %s beside it, which says what it is for; learn it anew with --person"
                    .formatted(file, told.getFileName()));
        }
        NpyArray values = Npy.read(file).requireFinite();
        try {
            JsonNode root = JsonMapper.builder().build().readTree(RegularFile.bytes(told, MOST_BYTES));
            if (root.path("format").asInt() != FORMAT
                    || !root.path("values").asText().equals(digest(values))) {
                throw new InputError("%s does not belong to %s: one of them was changed; learn it anew with --person"
                        .formatted(told, file));
            }
            List<String> surrogates = new ArrayList<>();
            root.path("surrogates").forEach(id -> surrogates.add(id.asText()));
            return new KeptPerturbation(
                    values,
                    new Facts(
                            root.path("defense").asText(),
                            root.path("settings").asText(),
                            root.path("crop").asText(),
                            surrogates,
                            root.path("photos").asInt()));
        } catch (IOException e) {
            throw new InputError("%s cannot be read as JSON (%s)".formatted(told, e.getMessage()), e);
        }
    }

    /**
     * Writes array, facts and picture.
     *
     * @param file of the array, .npy; the others get its name with .json and .png
     * @param picture as PNG
     * @throws InputError if one of them is there already, or cannot be written
     */
    public void write(Path file, byte[] picture) {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        root.put("format", FORMAT);
        root.put("defense", facts.defense());
        root.put("settings", facts.settings());
        root.put("crop", facts.crop());
        facts.surrogates().forEach(root.putArray("surrogates")::add);
        root.put("photos", facts.photos());
        root.put("values", digest(values));
        try {
            String json = JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(root);
            WholeFile.create(beside(file, ".png"), picture);
            WholeFile.create(beside(file, ".json"), (json + "\n").getBytes(StandardCharsets.UTF_8));
            WholeFile.create(file, Npy.encode(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(NpyArray values) {
        return Digest.builder("perturbation")
                .add("shape", values.shape().toString())
                .add("values", Npy.encode(values))
                .build()
                .hex();
    }
}
