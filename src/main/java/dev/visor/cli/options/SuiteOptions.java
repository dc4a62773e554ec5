package dev.visor.cli.options;

import dev.visor.catalog.Overrides;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that change a suite for one run. */
public final class SuiteOptions {

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the suite (probes=40) or a parameter of an entry"
                    + " (defenses.tip-im-paper.epsilon=6/255); the value is YAML")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--defense", paramLabel = "ID", description = "run these defenses instead of the suite's")
    private List<String> defenses = new ArrayList<>();

    @Option(names = "--attack", paramLabel = "ID", description = "run these attacks instead of the suite's")
    private List<String> attacks = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "attack these recognizers instead of the suite's models")
    private List<String> models = new ArrayList<>();

    /** Returns the options as words of a command line. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("--set", sets);
        all.put("--defense", defenses);
        all.put("--attack", attacks);
        all.put("--model", models);
        all.forEach((option, values) -> values.forEach(value -> words.addAll(List.of(option, value))));
        return words;
    }

    public Overrides overrides() {
        return new Overrides(sets, defenses, attacks, models);
    }
}
