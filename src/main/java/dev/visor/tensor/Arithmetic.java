package dev.visor.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.visor.core.InputError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The instructions by which libtorch computes in this process, as was decided before anything else was computed.
 *
 * @param processor maker and instruction sets
 * @param settings environment variables of libraries of arithmetic that choose among those, as they stand
 * @param oneDnn whether oneDNN may convolve
 * @param caution what was decided otherwise than usual, and why: a sentence for the user; empty if nothing was
 */
public record Arithmetic(String processor, Map<String, String> settings, boolean oneDnn, Optional<String> caution) {

    /** Name of oneDNN's limit: it takes no instructions beyond those. */
    private static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

    private static final String SAFE = "AVX2";

    private static final List<String> CHOOSING =
            List.of(LIMIT, "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY", "MKL_ENABLE_INSTRUCTIONS", "MKL_CBWR");

    public Arithmetic {
        settings = Map.copyOf(settings);
    }

    /** Stands for all that the last bits depend on. */
    public String word() {
        String set = CHOOSING.stream()
                .filter(settings::containsKey)
                .map(name -> "; " + name + "=" + settings.get(name))
                .collect(Collectors.joining());
        return processor + set + (oneDnn ? "; oneDNN" : "; no oneDNN");
    }

    /**
     * Returns the instructions that may be used before libtorch is loaded. The code that oneDNN makes for AVX-512 was
     * seen to be wrong, now and then, on processors that do not tell the sizes of their caches; the code for AVX2 was
     * not.
     *
     * @param environment of the process
     * @return empty if oneDNN may choose by itself, or the user has chosen
     */
    static Optional<String> limit(Processor processor, Map<String, String> environment) {
        boolean chosen = environment.containsKey(LIMIT) || environment.containsKey("DNNL_MAX_CPU_ISA");
        return !chosen && processor.has("avx512f") && !processor.tellsCaches() ? Optional.of(SAFE) : Optional.empty();
    }

    /** Sets the limit in the environment that native code sees; too late once anything was convolved. */
    static void apply(String limit) {
        try {
            Function set = NativeLibrary.getProcess().getFunction("setenv");
            set.invokeInt(new Object[] {LIMIT, limit, 1});
        } catch (LinkageError e) {
            // Not a POSIX system: the check tells whether it is needed.
            return;
        }
    }

    /**
     * Decides by what a check finds.
     *
     * @param fault what it finds now; asked again after oneDNN was told off
     * @param withoutOneDnn tells libtorch to do without it, and says whether that could be done
     * @throws InputError if convolutions are wrong all the same
     */
    static Arithmetic decide(
            Processor processor,
            Map<String, String> environment,
            Supplier<Optional<String>> fault,
            Supplier<Boolean> withoutOneDnn) {
        Optional<String> limit = limit(processor, environment);
        Map<String, String> settings = environment.entrySet().stream()
                .filter(entry -> CHOOSING.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        limit.ifPresent(word -> settings.put(LIMIT, word));
        Optional<String> first = fault.get();
        if (first.isEmpty()) {
            return new Arithmetic(processor.word(), settings, true, limit.map(Arithmetic::limited));
        }
        Optional<String> second = withoutOneDnn.get() ? fault.get() : first;
        if (second.isPresent()) {
            throw new InputError("the engine computes wrong on this processor (%s): %s; use another machine or a GPU"
                    .formatted(processor.word(), second.get()));
        }
        return new Arithmetic(processor.word(), settings, false, Optional.of(dropped(first.get(), settings)));
    }

    private static String limited(String word) {
        return "oneDNN is kept to %s, as this processor has AVX-512 but does not tell the sizes of its caches; %s overrules that"
                .formatted(word, LIMIT);
    }

    private static String dropped(String fault, Map<String, String> settings) {
        String faster =
                settings.containsKey(LIMIT) ? "" : "; " + LIMIT + "=" + SAFE + " may be right as well, and faster";
        return "oneDNN computes wrong on this processor and is not used (%s)%s".formatted(fault, faster);
    }
}
