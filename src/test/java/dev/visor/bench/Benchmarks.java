package dev.visor.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;

/** JMH with its own arguments; where VISOR_ASSETS is set, a real recognizer is measured too. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        boolean chosen = all.stream().anyMatch(word -> word.startsWith("recognizer="));
        if (!chosen && System.getenv("VISOR_ASSETS") != null) {
            all.addAll(List.of("-p", "recognizer=linear,edgeface_xxs"));
        }
        Main.main(all.toArray(String[]::new));
    }
}
