package dev.visor.recognizer.isolation;

import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Starts this application once more for one model: the same Java, the same classes, nothing of the user's keys. */
final class JavaCommand {

    /** Variables that Java and the engines need, or that decide how they compute; none that may hold a secret. */
    private static final Pattern HARMLESS =
            Pattern.compile("PATH|HOME|USER|LANG|LC_\\w+|TZ|TMPDIR|LD_LIBRARY_PATH|JAVA_HOME|ENGINE_CACHE_DIR"
                    + "|(DJL|DNNL|ONEDNN|MKL|OMP|KMP|GOMP|ATEN|TORCH|PYTORCH|OPENBLAS)_\\w+|OPT_OUT_TRACKING");

    private JavaCommand() {}

    /**
     * The command.
     *
     * @param folder for temporary files
     * @param mebibytes of heap
     */
    static List<String> of(Path folder, long mebibytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + mebibytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:CompressedClassSpaceSize=128m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=/dev/null",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Dai.djl.offline=true",
                // Without the user's environment it would look for the engine elsewhere, and unpack it where it may not
                // write.
                "-DDJL_CACHE_DIR=" + Utils.getCacheDir().toAbsolutePath(),
                "-DENGINE_CACHE_DIR=" + Utils.getEngineCacheDir().toAbsolutePath(),
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("ai.djl.") && !name.equals("ai.djl.offline"))
                .sorted()
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), ModelServer.class.getName()));
        return command;
    }

    static void keepHarmless(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !HARMLESS.matcher(name).matches());
        // Each of glibc's arenas takes 64 MiB of the address space that is bounded.
        environment.put("MALLOC_ARENA_MAX", "2");
    }

    /** The process starts in another folder. */
    private static String absolute(String classes) {
        List<String> paths = new ArrayList<>();
        for (String path : classes.split(":")) {
            paths.add(Path.of(path).toAbsolutePath().toString());
        }
        return String.join(":", paths);
    }
}
