package dev.visor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A sound record with one thing in it changed, as a stranger or a broken disk may have changed it. */
final class ChangedRecord {

    private static final String LONG = "x".repeat(70_000);

    /** As JSON holds them. */
    private static final List<String> VALUES = List.of(
            "null",
            "{}",
            "[]",
            "[[]]",
            "[null]",
            "\"\"",
            "\"-\"",
            "\"../../x\"",
            "\"/etc/passwd\"",
            "\"\\u0000\\u001b[31m\"",
            "\"\\u202ex\"",
            "\"=1+1\"",
            "\"<script>\"",
            "\"NaN\"",
            "\"none\"",
            "\"inversion\"",
            "true",
            "0",
            "-1",
            "1",
            "2",
            "0.5",
            "1e400",
            "-1e400",
            "1e308",
            "1e-320",
            "2147483648",
            "9223372036854775807",
            "9".repeat(39),
            "9".repeat(5000),
            "[".repeat(2000) + "]".repeat(2000),
            "\"" + LONG + "\"",
            "[1e400]",
            "[\"none\",\"none\"]",
            "{\"none\":0}",
            "NaN");

    private static final List<String> CELLS = List.of(
            "",
            "-",
            "--",
            "../../x",
            "/etc/passwd",
            "\0",
            "\u001b[31m",
            "\u202e",
            "=1+1",
            "<script>",
            "NaN",
            "Infinity",
            "1e400",
            "-1",
            "0",
            "1",
            "2",
            "0.5",
            "1e308",
            "-1e308",
            "1e-320",
            "2147483648",
            "9223372036854775807",
            "9".repeat(400),
            LONG,
            "\"",
            "a\nb",
            "none",
            "+",
            "++",
            "a++b",
            "true",
            "clean/clean",
            "compared",
            "no_face",
            "same");

    private final Path folder;
    private final RandomGenerator random;
    private String told = "";

    ChangedRecord(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    /** Changes one thing, and tells which. */
    String change() throws IOException {
        List<Path> tables = tables();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> value();
            case 3, 4, 5 -> cell(tables.get(random.nextInt(tables.size())));
            case 6 -> rows(tables.get(random.nextInt(tables.size())));
            default -> bytes();
        }
        return told;
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    /** A value of run.json is another, or gone. */
    private void value() throws IOException {
        Path file = folder.resolve("run.json");
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode root;
        try {
            root = mapper.readTree(file.toFile());
        } catch (IOException e) {
            // Changed before, and no JSON any more.
            bytes();
            return;
        }
        List<JsonNode> parents = new ArrayList<>();
        collect(root, parents);
        JsonNode parent = parents.get(random.nextInt(parents.size()));
        RawValue raw = new RawValue(VALUES.get(random.nextInt(VALUES.size())));
        boolean gone = random.nextInt(8) == 0;
        if (parent instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            String key = keys.get(random.nextInt(keys.size()));
            told = "run.json " + key + (gone ? " gone" : " is " + raw.rawValue());
            if (gone) {
                object.remove(key);
            } else {
                object.putRawValue(key, raw);
            }
        } else {
            ArrayNode array = (ArrayNode) parent;
            int at = random.nextInt(array.size());
            told = "run.json item " + array.get(at) + " is " + raw.rawValue();
            array.remove(at);
            if (!gone) {
                array.insertRawValue(at, raw);
            }
        }
        Files.writeString(file, mapper.writeValueAsString(root));
    }

    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (node.isContainerNode() && !node.isEmpty()) {
            parents.add(node);
        }
        node.forEach(child -> collect(child, parents));
    }

    private void cell(Path table) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        int line = random.nextInt(lines.size());
        List<String> cells = new ArrayList<>(Arrays.asList(lines.get(line).split(",", -1)));
        int column = random.nextInt(cells.size());
        String value = CELLS.get(random.nextInt(CELLS.size()));
        cells.set(column, value);
        lines.set(line, String.join(",", cells));
        Files.write(table, lines);
        told = "%s line %d column %d is %s".formatted(table.getFileName(), line + 1, column + 1, value);
    }

    private void rows(Path table) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        int line = random.nextInt(lines.size());
        int how = random.nextInt(6);
        switch (how) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.add(line, "");
            case 3 -> lines.subList(line, lines.size()).clear();
            case 4 -> lines.set(line, lines.get(line) + ",1");
            default -> lines.set(line, lines.get(line).substring(lines.get(line).length() / 2));
        }
        Files.write(table, lines);
        told = "%s line %d, way %d".formatted(table.getFileName(), line + 1, how);
    }

    private void bytes() throws IOException {
        List<Path> files = new ArrayList<>(tables());
        files.add(folder.resolve("run.json"));
        Path file = files.get(random.nextInt(files.size()));
        byte[] content = Files.readAllBytes(file);
        int at = random.nextInt(content.length);
        int how = random.nextInt(3);
        if (how == 0) {
            Files.delete(file);
        } else if (how == 1) {
            Files.write(file, Arrays.copyOf(content, at));
        } else {
            content[at] = (byte) random.nextInt(256);
            Files.write(file, content);
        }
        told = "%s byte %d, way %d".formatted(file.getFileName(), at, how);
    }
}
