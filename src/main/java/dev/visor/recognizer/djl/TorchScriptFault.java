package dev.visor.recognizer.djl;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells why a TorchScript file cannot be run on faces, in words that say what to do, from libtorch's own. */
final class TorchScriptFault {

    private static final String FAILS = "its file fails on faces: ";

    private record Cause(Pattern said, String sentence) {}

    /** The known causes in the order in which they are looked for. */
    private static final List<Cause> CAUSES = List.of(
            new Cause(
                    Pattern.compile("missing value for argument '(\\w+)'"),
                    "its forward wants a second input, \"%s\"; export it with faces as its only input"),
            new Cause(
                    Pattern.compile("(in-place operation|modified by an inplace operation)"),
                    "it changes the face that it is given (%s); export it without operations in place"),
            new Cause(
                    Pattern.compile("Expected (more than 1 value per channel) when training"),
                    "it normalizes by the rest of its batch (batch normalization in training mode wants %s); export it in evaluation mode, after eval()"),
            new Cause(
                    Pattern.compile("(can't allocate memory|not enough memory|out of memory|bad_alloc)"),
                    "it asks for more memory than there is (%s)"),
            new Cause(
                    Pattern.compile("(CUDA|cuda(?::\\d+)?)"),
                    "it holds a device of its own, %s; trace it on the CPU, without a device in its code"),
            new Cause(
                    Pattern.compile("(c10::Half|\\bHalf\\b|BFloat16)"),
                    "it computes in half precision (%s), where faces are float32; export it in float32"),
            new Cause(
                    Pattern.compile("(\\bDouble\\b|\\bdouble\\b)"),
                    "it computes in float64 (%s), where faces are float32; export it in float32"));

    private TorchScriptFault() {}

    /** Returns the meaning of libtorch's message; its own words where that is not known. */
    static String of(Throwable fault) {
        String message = String.valueOf(fault.getMessage());
        for (Cause cause : CAUSES) {
            Matcher said = cause.said().matcher(message);
            if (said.find()) {
                return String.format(Locale.ROOT, cause.sentence(), said.group(1));
            }
        }
        return FAILS + reason(fault);
    }

    /** Whether libtorch's message is one that another shape of the same faces may help against. */
    static boolean mayBeShape(Throwable fault) {
        return of(fault).startsWith(FAILS);
    }

    /** The line that libtorch puts last, after its trace. */
    static String reason(Throwable fault) {
        List<String> lines = String.valueOf(fault.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.matches("(\\w*Error|\\w+\\.\\w+Error): .*"))
                .reduce((first, second) -> second)
                .map(line -> line.replaceFirst("^[\\w.]*Error: ", ""))
                .orElse(lines.isEmpty() ? "libtorch does not say why" : lines.get(0));
    }
}
