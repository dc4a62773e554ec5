package dev.visor.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The properties of a processor that the last bits of a number depend on.
 *
 * @param maker as it names itself: MKL computes by maker, too
 * @param instructions those sets that libraries of arithmetic choose by, in a fixed order
 * @param tellsCaches whether the system knows how large its caches are, by which oneDNN cuts its work
 */
record Processor(String maker, List<String> instructions, boolean tellsCaches) {

    private static final List<String> SETS = List.of(
            "sse4_1",
            "avx",
            "avx2",
            "fma",
            "avx_vnni",
            "avx512f",
            "avx512dq",
            "avx512bw",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "asimd",
            "asimdhp",
            "sve",
            "sve2",
            "bf16",
            "i8mm");

    private static final String UNKNOWN = "unknown";

    Processor {
        instructions = List.copyOf(instructions);
    }

    /** Returns this machine's processor. */
    static Processor here() {
        return of(Path.of("/proc/cpuinfo"), Path.of("/sys/devices/system/cpu/cpu0/cache"));
    }

    /** Reads a processor from the system's files; a system without them gives a processor of unknown instructions. */
    static Processor of(Path cpuInfo, Path caches) {
        List<String> lines = lines(cpuInfo);
        Set<String> flags = field(lines, "flags")
                .or(() -> field(lines, "Features"))
                .map(words -> Arrays.stream(words.split("\\s+")).collect(Collectors.toSet()))
                .orElse(Set.of());
        return new Processor(
                field(lines, "vendor_id")
                        .or(() -> field(lines, "CPU implementer"))
                        .orElse(UNKNOWN),
                SETS.stream().filter(flags::contains).toList(),
                tell(caches));
    }

    boolean has(String set) {
        return instructions.contains(set);
    }

    String word() {
        return maker + " " + (instructions.isEmpty() ? UNKNOWN : String.join(" ", instructions));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static boolean tell(Path caches) {
        try (Stream<Path> levels = Files.list(caches)) {
            return levels.anyMatch(level -> Files.isReadable(level.resolve("size")));
        } catch (IOException e) {
            return false;
        }
    }
}
