package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.YamlReader;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Gate;
import dev.visor.core.expectation.Gate.Rule;
import dev.visor.core.expectation.Gate.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the file that says what a new run must not lose. */
public final class GateReader {

    private final ValidationErrors problems = new ValidationErrors();
    private final Collection<String> metrics;

    private GateReader(Collection<String> metrics) {
        this.metrics = metrics;
    }

    /**
     * The gate of a file.
     *
     * @param metrics those that a rule may speak of
     * @throws InputError with one line for each problem, if there is any
     */
    public static Gate read(Path file, Collection<String> metrics) {
        GateReader reader = new GateReader(metrics);
        Optional<Gate> gate =
                new YamlReader(reader.problems).read(file, file.toString()).flatMap(m -> reader.gate(m, file));
        reader.problems.throwIfAny();
        return gate.orElseThrow(() -> new IllegalStateException(file + " is neither sound nor wrong"));
    }

    private Optional<Gate> gate(Mapping written, Path file) {
        Fields fields = new Fields(written, problems);
        double alpha = fields.number("alpha");
        double power = fields.number("power");
        double sameWithin = fields.number("same_within");
        List<Rule> rules = fields.list("rules", item -> rule(fields, item));
        Optional<Gate.Throughput> throughput = throughput(fields);
        fields.done();
        if (!fields.sound() || throughput.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Gate(file.toString(), alpha, power, sameWithin, rules, throughput.get()));
        } catch (IllegalArgumentException e) {
            fields.report(fields.at(firstWord(e)), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Gate.Throughput> throughput(Fields fields) {
        Fields section = fields.section("throughput");
        boolean gated = section.truth("gated");
        double margin = section.number("margin");
        section.done();
        fields.adopt(section);
        if (!section.sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Gate.Throughput(gated, margin));
        } catch (IllegalArgumentException e) {
            fields.report(section.at("margin"), "throughput." + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Rule> rule(Fields fields, Yaml item) {
        if (!(item instanceof Mapping mapping)) {
            fields.report(
                    item.where(),
                    "rules must hold keys and values such as {metric: ssim, margin: 0.01}, got " + item.shown());
            return Optional.empty();
        }
        Fields rule = new Fields(mapping, problems);
        Optional<String> metric =
                rule.word("metric", "metric", metrics.stream().collect(Collectors.toMap(m -> m, m -> m)));
        double margin = rule.number("margin");
        Map<Selector, Set<String>> only = new TreeMap<>();
        for (Selector selector : Selector.values()) {
            if (rule.has(selector.word())) {
                only.put(selector, words(rule, selector));
            }
        }
        rule.done();
        fields.adopt(rule);
        if (metric.isEmpty() || !rule.sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Rule(metric.get(), margin, only));
        } catch (IllegalArgumentException e) {
            fields.report(rule.at("margin"), e.getMessage());
            return Optional.empty();
        }
    }

    /** One word, or a list of them. */
    private static Set<String> words(Fields rule, Selector selector) {
        Yaml value = rule.get(selector.word());
        List<Yaml> items = value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
        Set<String> words = new LinkedHashSet<>();
        for (Yaml item : items) {
            rule.item(selector.word(), item, String.class)
                    .map(String.class::cast)
                    .ifPresent(word -> {
                        List<String> valid = valid(selector);
                        if (!valid.isEmpty() && !valid.contains(word)) {
                            rule.report(item.where(), NearestWord.unknown(selector.word(), word, valid));
                        }
                        words.add(word);
                    });
        }
        if (items.isEmpty()) {
            rule.report(value.where(), selector.word() + " must not be an empty list: leave it out to mean all");
        }
        return words;
    }

    /** Lists the values of a selector; empty where the runs say which values there are. */
    private static List<String> valid(Selector selector) {
        return switch (selector) {
            case DEFENSE_ACCESS ->
                Arrays.stream(Access.values()).map(Access::word).toList();
            case ALIGNMENT -> headlineAnd(Arrays.stream(Alignment.values()).map(Alignment::word));
            case PAIRING -> Arrays.stream(Pairing.values()).map(Pairing::word).toList();
            default -> List.of();
        };
    }

    private static List<String> headlineAnd(Stream<String> words) {
        List<String> all = new ArrayList<>(List.of(Gate.HEADLINE));
        words.forEach(all::add);
        return all;
    }

    private static String firstWord(IllegalArgumentException e) {
        return e.getMessage().split(" ")[0];
    }
}
