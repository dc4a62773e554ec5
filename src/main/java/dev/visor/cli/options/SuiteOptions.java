package dev.visor.cli.options;

import dev.visor.catalog.Overrides;
import java.util.ArrayList;
import java.util.List;
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

    public Overrides overrides() {
        return new Overrides(sets, defenses, attacks, models);
    }
}
