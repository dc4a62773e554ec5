package dev.visor.recognizer.djl;

import dev.visor.core.InputError;
import dev.visor.recognizer.onnx.TorchScriptArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file rewritten so that its weights can be reached.
 *
 * <p>A frozen file holds its weights as constants of its code, and libtorch folds constants into each other and plans no gradient
 * for them. Here {@code forward} takes them as a list instead, and hands it on to the forward methods of its parts. Two methods are
 * added to the whole: {@value #CONSTANTS} returns what that list has to be for the net to compute what it did, {@value
 * #ATTRIBUTES} the parameters and buffers, which files that are not frozen have.
 */
final class LiftedArchive {

    static final String CONSTANTS = "visor_constants";
    static final String ATTRIBUTES = "visor_attributes";

    private static final Pattern CONSTANT = Pattern.compile("\\bCONSTANTS\\.c(\\d+)\\b");
    private static final Pattern METHOD = Pattern.compile("(?m)^  def (\\w+)\\(");
    private static final Pattern CALL = Pattern.compile("\\.forward\\d*\\(");
    private static final Pattern TOP = Pattern.compile("\\Ac(__torch__[\\w.]*)\\n(\\w+)\\n");
    private static final Pattern FIELD =
            Pattern.compile("(?m)^  (?:(\\w+) :|__annotations__\\[\"([^\"]+)\"\\] =) (\\S+)$");

    private final Map<String, byte[]> entries;
    private final Map<String, String> code = new LinkedHashMap<>();
    private final Path file;

    private LiftedArchive(Path file) throws IOException {
        this.file = file;
        this.entries = unzip(file);
        entries.forEach((name, bytes) -> {
            if (name.endsWith(".py")) {
                String module = name.substring(name.indexOf("/code/") + 6, name.length() - 3);
                code.put(module.replace('/', '.'), new String(bytes, StandardCharsets.UTF_8));
            }
        });
    }

    /**
     * The bytes of the rewritten file.
     *
     * @throws InputError if it is no TorchScript file
     */
    static byte[] of(Path file) {
        try {
            return new LiftedArchive(file).lifted();
        } catch (IOException e) {
            throw new InputError(file + ": cannot be read as a TorchScript file: " + e.getMessage(), e);
        }
    }

    private byte[] lifted() throws IOException {
        String[] top = top();
        List<String> attributes = new ArrayList<>();
        collect(top[0], top[1], "self", attributes);
        String constants =
                code.values().stream().anyMatch(text -> CONSTANT.matcher(text).find())
                        ? list("CONSTANTS.c%d", 1 + lastConstant())
                        : "";
        String added = method(CONSTANTS, top, constants) + method(ATTRIBUTES, top, String.join(", ", attributes));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TorchScriptArchive.store(zip, entry.getKey(), rewritten(entry, top, added));
            }
        }
        return bytes.toByteArray();
    }

    private byte[] rewritten(Map.Entry<String, byte[]> entry, String[] top, String added) {
        if (!entry.getKey().endsWith(".py")) {
            return entry.getValue();
        }
        String text = lift(new String(entry.getValue(), StandardCharsets.UTF_8));
        if (entry.getKey().endsWith("/code/" + top[0].replace('.', '/') + ".py")) {
            int end = endOfClass(text, top[1]);
            text = text.substring(0, end) + added + text.substring(end);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Every forward method takes the constants as a list, and hands them on. */
    private static String lift(String text) {
        StringBuilder out = new StringBuilder();
        Matcher methods = METHOD.matcher(text);
        List<Integer> starts = new ArrayList<>();
        List<Boolean> forward = new ArrayList<>();
        while (methods.find()) {
            starts.add(methods.start());
            forward.add(methods.group(1).matches("forward\\d*"));
        }
        starts.add(text.length());
        out.append(text, 0, starts.get(0));
        for (int i = 0; i < forward.size(); i++) {
            String part = text.substring(starts.get(i), starts.get(i + 1));
            out.append(forward.get(i) ? liftMethod(part) : part);
        }
        return out.toString();
    }

    private static String liftMethod(String method) {
        int close = closing(method, method.indexOf('('));
        String head = method.substring(0, close) + ",\n    " + CONSTANTS + ": List[Tensor]";
        String body = CONSTANT.matcher(method.substring(close)).replaceAll(CONSTANTS + "[$1]");
        StringBuilder out = new StringBuilder(body);
        Matcher calls = CALL.matcher(body);
        List<Integer> opens = new ArrayList<>();
        while (calls.find()) {
            opens.add(0, calls.end() - 1);
        }
        // From the back, so that the places before stay where they are.
        for (int open : opens) {
            int end = closing(out, open);
            String arguments = out.substring(open + 1, end).strip();
            out.insert(end, arguments.isEmpty() || arguments.endsWith(",") ? CONSTANTS : ", " + CONSTANTS);
        }
        return head + out;
    }

    /** Returns the place where the bracket closes that opens at another. */
    private static int closing(CharSequence text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a bracket does not close in " + text);
    }

    /** Module and name of the class that the file is an object of. */
    private String[] top() {
        byte[] pickle = entries.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/data.pkl"))
                .findFirst()
                .orElseThrow(() -> notTorchScript("it has no data.pkl"))
                .getValue();
        // Two bytes of protocol go before.
        Matcher top = TOP.matcher(
                new String(pickle, 2, Math.max(0, Math.min(pickle.length - 2, 1000)), StandardCharsets.ISO_8859_1));
        if (!top.find() || !code.containsKey(top.group(1))) {
            throw notTorchScript("its data.pkl names no class of its code");
        }
        return new String[] {top.group(1), top.group(2)};
    }

    /** Every tensor that hangs below an object, as an expression. */
    private void collect(String module, String type, String path, List<String> found) {
        String text = code.get(module);
        int start = text.indexOf("class " + type + "(");
        Matcher fields = FIELD.matcher(text.substring(start, endOfFields(text, start, type)));
        while (fields.find()) {
            String expression = fields.group(1) != null
                    ? path + "." + fields.group(1)
                    : "getattr(%s, \"%s\")".formatted(path, fields.group(2));
            String of = fields.group(3);
            int dot = of.lastIndexOf('.');
            if (of.equals("Tensor")) {
                found.add(expression);
            } else if (of.startsWith("__torch__.") && code.containsKey(of.substring(0, dot))) {
                collect(of.substring(0, dot), of.substring(dot + 1), expression, found);
            }
        }
    }

    private static int endOfFields(String text, int start, String type) {
        int method = text.indexOf("\n  def ", start);
        return method < 0 ? endOfClass(text, type) : method + 1;
    }

    private static int endOfClass(String text, String type) {
        int next = text.indexOf("\nclass ", text.indexOf("class " + type + "("));
        return next < 0 ? text.length() : next + 1;
    }

    private int lastConstant() {
        return code.values().stream()
                .flatMap(text -> CONSTANT.matcher(text).results())
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElseThrow();
    }

    private static String list(String format, int count) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, format, i));
        }
        return list.toString();
    }

    private static String method(String name, String[] top, String list) {
        return "  def %s(self: %s.%s) -> List[Tensor]:\n    return annotate(List[Tensor], [%s])\n"
                .formatted(name, top[0], top[1], list);
    }

    private InputError notTorchScript(String why) {
        return new InputError("%s: is no TorchScript file whose weights can be reached: %s".formatted(file, why));
    }

    private static Map<String, byte[]> unzip(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }
}
