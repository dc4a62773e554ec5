package dev.visor.recognizer.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The forward method of a TorchScript file, as steps without nesting: methods of its parts are written in where they are called.
 *
 * @param entries of the file, by name
 * @param module in which the class of the whole is
 * @param type its name
 * @param result what the method returns
 */
record Program(Map<String, byte[]> entries, String module, String type, List<Step> steps, String result) {

    /** The name of the faces in all steps. */
    static final String FACES = "x";

    private static final Pattern TOP = Pattern.compile("\\Ac(__torch__[\\w.]*)\\n(\\w+)\\n");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+) = (.+)");
    private static final Pattern CALL = Pattern.compile("([\\w.]+|\\(\\w+\\)\\.forward)\\((.*)\\)");
    private static final Pattern ATOM = Pattern.compile("None|True|False|-?\\d[\\w.+-]*|CONSTANTS\\.c\\d+|\"[^\"]*\"");

    /**
     * Reads a file.
     *
     * @throws Undifferentiated if it has more than one straight line of code
     */
    static Program of(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return new Reader(entries).read();
    }

    /** Name of the entry that holds the code of a module. */
    static boolean holds(String entry, String module) {
        return entry.endsWith("/code/" + module.replace('.', '/') + ".py");
    }

    private static final class Reader {

        private final Map<String, byte[]> entries;
        private final List<Step> steps = new ArrayList<>();
        private int temporaries;

        Reader(Map<String, byte[]> entries) {
            this.entries = entries;
        }

        Program read() {
            byte[] pickle = entries.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("/data.pkl"))
                    .findFirst()
                    .orElseThrow(() -> new Undifferentiated("no data.pkl"))
                    .getValue();
            Matcher top = TOP.matcher(
                    new String(pickle, 2, Math.max(0, Math.min(pickle.length - 2, 1000)), StandardCharsets.ISO_8859_1));
            if (!top.find()) {
                throw new Undifferentiated("no class");
            }
            String result = inline(top.group(1), top.group(2), "self", FACES);
            return new Program(entries, top.group(1), top.group(2), List.copyOf(steps), result);
        }

        private String text(String module) {
            return entries.entrySet().stream()
                    .filter(entry -> holds(entry.getKey(), module))
                    .map(entry -> new String(entry.getValue(), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElseThrow(() -> new Undifferentiated("no module " + module));
        }

        /** The body of a class, to the next one. */
        private String body(String module, String type) {
            String text = text(module);
            int start = text.indexOf("class " + type + "(");
            if (start < 0) {
                throw new Undifferentiated("no class " + type);
            }
            int next = text.indexOf("\nclass ", start);
            return text.substring(start, next < 0 ? text.length() : next);
        }

        private String inline(String module, String type, String path, String argument) {
            String body = body(module, type);
            Matcher head = Pattern.compile("def forward\\(self: [\\w.]+,\\s+(\\w+): Tensor\\) -> Tensor:\\n")
                    .matcher(body);
            if (!head.find()) {
                throw new Undifferentiated("a forward of " + type + " that does not take one tensor and give one");
            }
            Map<String, String> known = new HashMap<>(Map.of(head.group(1), argument, "self", path));
            Map<String, String> parts = new HashMap<>();
            Matcher fields = Pattern.compile("(?m)^  (\\w+) : (__torch__[\\w.]*)\\.(\\w+)$")
                    .matcher(body);
            while (fields.find()) {
                parts.put(path + "." + fields.group(1), fields.group(2) + " " + fields.group(3));
            }
            for (String line : body.substring(head.end()).split("\n")) {
                if (!line.startsWith("    ") || line.startsWith("     ")) {
                    throw new Undifferentiated("code that is no straight line");
                }
                String code = line.strip();
                if (code.startsWith("return ")) {
                    return value(code.substring(7), known, parts);
                }
                Matcher assignment = ASSIGNMENT.matcher(code);
                if (!assignment.matches()) {
                    throw new Undifferentiated(code);
                }
                known.put(assignment.group(1), value(assignment.group(2), known, parts));
            }
            throw new Undifferentiated("a forward that returns nothing");
        }

        /** A name or a constant that stands for an expression, whose steps are written. */
        private String value(String expression, Map<String, String> known, Map<String, String> parts) {
            String text = expression.strip();
            if (known.containsKey(text)) {
                return known.get(text);
            }
            if (ATOM.matcher(text).matches()) {
                return text;
            }
            if (text.startsWith("[") && text.endsWith("]")) {
                return "[" + String.join(", ", values(text.substring(1, text.length() - 1), known, parts)) + "]";
            }
            Matcher attribute = Pattern.compile("(\\w+)\\.(\\w+)").matcher(text);
            if (attribute.matches()
                    && known.getOrDefault(attribute.group(1), "").startsWith("self")) {
                return known.get(attribute.group(1)) + "." + attribute.group(2);
            }
            Matcher keyword = Pattern.compile("(\\w+)=([^=].*)").matcher(text);
            if (keyword.matches()) {
                return keyword.group(1) + "=" + value(keyword.group(2), known, parts);
            }
            Matcher call = CALL.matcher(text);
            if (!call.matches()) {
                throw new Undifferentiated(text);
            }
            List<String> arguments = values(call.group(2), known, parts);
            if (call.group(1).startsWith("(")) {
                String path = known.get(call.group(1).substring(1, call.group(1).indexOf(')')));
                String part = parts.get(path);
                if (part == null || arguments.size() != 1) {
                    throw new Undifferentiated(text);
                }
                String[] words = part.split(" ");
                return inline(words[0], words[1], path, arguments.get(0));
            }
            String name = "v" + temporaries++;
            steps.add(new Step(name, call.group(1), arguments));
            return name;
        }

        private List<String> values(String list, Map<String, String> known, Map<String, String> parts) {
            return split(list).map(item -> value(item, known, parts)).toList();
        }

        /** Cuts at the commas outside of brackets. */
        private static Stream<String> split(String list) {
            List<String> items = new ArrayList<>();
            int depth = 0;
            int start = 0;
            for (int i = 0; i < list.length(); i++) {
                char c = list.charAt(i);
                depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    items.add(list.substring(start, i));
                    start = i + 1;
                }
            }
            items.add(list.substring(start));
            return items.stream().filter(item -> !item.isBlank());
        }
    }
}
