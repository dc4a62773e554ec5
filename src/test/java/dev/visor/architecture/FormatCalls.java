package dev.visor.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** The calls of a compiled method, each with the texts that it may format and with what becomes of its result. */
final class FormatCalls {

    /** Conversions whose digits, separators or words differ from locale to locale, and those that change case. */
    private static final Pattern LOCAL =
            Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?([deEfgGtT]|[A-Z&&[^EGT]])");

    /** One call. */
    record Call(MethodInsnNode instruction, List<AbstractInsnNode> text, boolean isSaidByAnException) {

        /** Whether it formats and names no locale. */
        boolean formats() {
            return List.of("format", "formatted", "printf").contains(instruction.name)
                    && instruction.desc.contains("[Ljava/lang/Object;")
                    && !instruction.desc.contains("Ljava/util/Locale;")
                    && instruction.owner.startsWith("java/");
        }

        /** Whether the text writes numbers, times or capitals; a text that is not in sight may. */
        boolean dependsOnTheLocale() {
            return text.isEmpty()
                    || text.stream()
                            .anyMatch(source -> texts(source).isEmpty()
                                    || texts(source).stream()
                                            .anyMatch(
                                                    text -> LOCAL.matcher(text).find()));
        }

        private static List<String> texts(AbstractInsnNode source) {
            if (source instanceof LdcInsnNode constant && constant.cst instanceof String text) {
                return List.of(text.replace("%%", "").replace("%n", ""));
            }
            if (source instanceof InvokeDynamicInsnNode joined && joined.name.equals("makeConcatWithConstants")) {
                return Stream.of(joined.bsmArgs)
                        .map(part -> part.toString().replace("%%", "").replace("%n", ""))
                        .toList();
            }
            return List.of();
        }
    }

    private FormatCalls() {}

    static List<Call> of(ClassNode type, MethodNode method) throws AnalyzerException {
        if (method.instructions.size() == 0) {
            return List.of();
        }
        Frame<SourceValue>[] frames = new Analyzer<>(new SourceInterpreter()).analyze(type.name, method);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] != null && method.instructions.get(i) instanceof MethodInsnNode call) {
                calls.add(new Call(call, formatted(frames[i], call), isSaidByAnException(method, frames, call)));
            }
        }
        return calls;
    }

    /** Where the text before the array of arguments came from. */
    private static List<AbstractInsnNode> formatted(Frame<SourceValue> frame, MethodInsnNode call) {
        int place = frame.getStackSize() - 2;
        return call.desc.contains("[Ljava/lang/Object;") && place >= 0
                ? List.copyOf(frame.getStack(place).insns)
                : List.of();
    }

    private static boolean isSaidByAnException(
            MethodNode method, Frame<SourceValue>[] frames, AbstractInsnNode result) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] != null
                    && method.instructions.get(i) instanceof MethodInsnNode made
                    && made.name.equals("<init>")
                    && isThrowable(made.owner)
                    && arguments(frames[i], made).anyMatch(value -> value.insns.contains(result))) {
                return true;
            }
        }
        return false;
    }

    private static Stream<SourceValue> arguments(Frame<SourceValue> frame, MethodInsnNode call) {
        int first = frame.getStackSize() - Type.getArgumentCount(call.desc);
        return IntStream.range(first, frame.getStackSize()).mapToObj(frame::getStack);
    }

    private static boolean isThrowable(String owner) {
        try {
            return Throwable.class.isAssignableFrom(Class.forName(owner.replace('/', '.'), false, loader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(owner, e);
        }
    }

    private static ClassLoader loader() {
        return FormatCalls.class.getClassLoader();
    }
}
