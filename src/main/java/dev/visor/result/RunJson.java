package dev.visor.result;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import dev.visor.core.text.Printable;
import dev.visor.result.csv.RecordFolder;
import dev.visor.result.entry.LaterKeys;
import dev.visor.result.format1.FormatOneRun;
import dev.visor.result.format1.FormatOneTable;
import dev.visor.result.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code run.json}: keys in the order of {@link RunInfo}, in snake case, one value a line. */
public final class RunJson {

    static final String FILE = "run.json";

    /** A hundred times the largest that we know of. */
    private static final int MOST_BYTES = 8 << 20;

    private RunJson() {}

    static void write(Path directory, RunInfo info) {
        // The printer's own indenters follow the machine's line ending; the record's bytes must not.
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        WholeFile.write(directory.resolve(FILE), out -> {
            out.write(RunMapper.MAPPER.writer(printer).writeValueAsString(sealed(info)));
            out.write("\n");
        });
    }

    /** Returns what is written: today's format, with its own digest. */
    private static ObjectNode sealed(RunInfo info) throws JsonProcessingException {
        // Of what a reader will read: a number must not have another text than the one that is written.
        ObjectNode root = (ObjectNode) RunMapper.MAPPER.readTree(RunMapper.MAPPER.writeValueAsString(info));
        root.put("format_version", RunInfo.FORMAT_VERSION);
        root.set(RunDigest.KEY, RunDigest.of(root));
        return root;
    }

    static RunInfo read(Path directory) {
        Path file = directory.resolve(FILE);
        return reading(directory, text -> {
            ObjectNode root = root(file, text);
            // Only a record of an older format is read from the tree: from the text, an error knows its line.
            ObjectNode today = LaterKeys.filled(FormatOneRun.is(root) ? FormatOneRun.today(root) : root);
            RunInfo info = today != root
                    ? RunMapper.MAPPER.treeToValue(today, RunInfo.class)
                    : RunMapper.MAPPER.readValue(text, RunInfo.class);
            new RunChecks(file).of(today);
            return info;
        });
    }

    /** Finds what of it is not as it was written, told by its own digest; a record of format 1 has none. */
    static List<Alteration> alterations(Path directory) {
        return reading(directory, text -> {
            ObjectNode root = root(directory.resolve(FILE), text);
            return FormatOneRun.is(root) ? List.of() : RunDigest.alterations(root);
        });
    }

    /**
     * Returns how a table of a record in format 1 becomes one of today's; empty if it needs nothing, or the record has
     * another format.
     */
    static Optional<FormatOneTable> formatOne(Path directory, String table) {
        try {
            JsonNode root = RunMapper.MAPPER.readTree(text(new RecordFolder(directory).bytes(MOST_BYTES, FILE)));
            return FormatOneRun.is(root) ? FormatOneTable.of(root, table) : Optional.empty();
        } catch (IOException e) {
            // Whoever reads run.json itself tells what is wrong with it.
            return Optional.empty();
        }
    }

    /** Settings as they are written. */
    public static Map<String, Object> byKey(Settings settings) {
        return new TreeMap<>(RunMapper.MAPPER.convertValue(settings, new TypeReference<Map<String, Object>>() {}));
    }

    private static <T> T reading(Path directory, Reading<T> reading) {
        Path file = directory.resolve(FILE);
        try {
            return reading.of(text(new RecordFolder(directory).bytes(MOST_BYTES, FILE)));
        } catch (NoSuchFileException e) {
            throw new InputError(
                    "%s is missing: %s is no run record; give the folder of a run".formatted(file, directory), e);
        } catch (JsonProcessingException e) {
            throw new InputError("%s%s: %s".formatted(file, place(e), e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new InputError("%s holds bytes that are no UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new InputError("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Reads a text that may be none. */
    private interface Reading<T> {
        T of(String text) throws IOException;
    }

    private static String text(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** @throws InputError if it is of no format that this Visor reads */
    private static ObjectNode root(Path file, String text) throws JsonProcessingException {
        JsonNode root = RunMapper.MAPPER.readTree(text);
        JsonNode version = root.path("format_version");
        if (root instanceof ObjectNode object
                && version.isInt()
                && version.intValue() >= 1
                && version.intValue() <= RunInfo.FORMAT_VERSION) {
            return object;
        }
        throw new InputError("%s: format_version is %s, this Visor reads 1 to %d; read it with the Visor that wrote it"
                .formatted(
                        file,
                        version.isMissingNode() ? "missing" : Printable.brief(version.toString()),
                        RunInfo.FORMAT_VERSION));
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where =
                at == null ? "" : String.format(Locale.ROOT, " line %d column %d", at.getLineNr(), at.getColumnNr());
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return where;
        }
        return where + " at "
                + mapping.getPath().stream()
                        .map(r -> r.getFieldName() == null ? Integer.toString(r.getIndex()) : r.getFieldName())
                        .collect(Collectors.joining("."));
    }
}
