package dev.visor.report;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words by which a reader can filter a page's tables: what its cells are made of. */
final class FilterWords {

    private FilterWords() {}

    /** Returns lines of a kind, a tab and a word, for the page's script. */
    static String of(Collection<Run> runs) {
        Map<String, Set<String>> words = new LinkedHashMap<>();
        List.of("defense", "surrogate", "model", "alignment", "countermeasure", "attack", "FAR")
                .forEach(kind -> words.put(kind, new LinkedHashSet<>()));
        runs.forEach(run -> run.metrics().forEach(value -> add(words, value)));
        return words.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream().map(word -> kind.getKey() + "\t" + word))
                .collect(Collectors.joining("\n"));
    }

    private static void add(Map<String, Set<String>> words, MetricValue value) {
        words.get("defense").add(value.cell().defense());
        Stream.of(value.cell().surrogatesWord()).filter(s -> !s.equals("-")).forEach(words.get("surrogate")::add);
        Stream.of(value.cell().model(), value.cell().judge())
                .filter(model -> !model.equals("-") && !model.equals("jury"))
                .forEach(words.get("model")::add);
        words.get("alignment").add(value.cell().alignment().word());
        words.get("countermeasure").add(value.cell().countermeasure());
        if (!value.cell().attack().equals("-")) {
            words.get("attack").add(value.cell().attack());
        }
        value.far().ifPresent(far -> words.get("FAR").add(Text.rate(far.rate())));
    }
}
