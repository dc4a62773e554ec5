package dev.visor.catalog;

import dev.visor.catalog.yaml.RenamedKeys;
import dev.visor.catalog.yaml.SourceLocation;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.Yaml.Scalar;
import dev.visor.catalog.yaml.Yaml.Sequence;
import dev.visor.catalog.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes that the command line makes to a suite for one run.
 *
 * @param sets {@code path=value}: a key of the suite ({@code probes=40}, {@code probe_limits.mim=10}) or a parameter of
 *     an entry ({@code defenses.tip-im-paper.epsilon=6/255}); the value is YAML
 * @param defenses replace the suite's list, if any are given; likewise attacks and models
 */
public record Overrides(List<String> sets, List<String> defenses, List<String> attacks, List<String> models) {

    public static final Overrides NONE = new Overrides(List.of(), List.of(), List.of(), List.of());

    public Overrides {
        sets = List.copyOf(sets);
        defenses = List.copyOf(defenses);
        attacks = List.copyOf(attacks);
        models = List.copyOf(models);
    }

    /** Reads back what {@link #written} wrote into a record, or what an older edition wrote that named keys and options otherwise. */
    public static Overrides read(List<String> written) {
        return new Overrides(
                written.stream()
                        .filter(word -> !word.startsWith("--"))
                        .map(Overrides::underItsPresentName)
                        .toList(),
                after("--defense ", written),
                after("--attack ", written),
                Stream.concat(after("--model ", written).stream(), after("--victim ", written).stream())
                        .toList());
    }

    private static String underItsPresentName(String set) {
        String[] keyAndValue = set.split("=", 2);
        return RenamedKeys.of(keyAndValue[0])
                .map(now -> now + "=" + keyAndValue[1])
                .orElse(set);
    }

    private static List<String> after(String option, List<String> written) {
        return written.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()))
                .toList();
    }

    /** Returns the overrides as they were written, for the record. */
    List<String> written() {
        List<String> all = new ArrayList<>(sets);
        defenses.forEach(id -> all.add("--defense " + id));
        attacks.forEach(id -> all.add("--attack " + id));
        models.forEach(id -> all.add("--model " + id));
        return List.copyOf(all);
    }

    /** Parameters of entries that are set, by kind ({@code defenses}) and id; what is malformed is reported. */
    Map<String, Map<String, Mapping>> entries(ValidationErrors problems) {
        Map<String, Map<String, Mapping>> changed = new LinkedHashMap<>();
        for (Assignment set : assignments(problems)) {
            if (set.path().length == 3) {
                SourceLocation where = set.where();
                changed.computeIfAbsent(set.path()[0], kind -> new LinkedHashMap<>())
                        .merge(
                                set.path()[1],
                                new Mapping(where, Map.of(set.path()[2], set.value())),
                                (before, now) -> before.with(set.path()[2], set.value()));
            }
        }
        return changed;
    }

    /** The suite's file with its keys replaced. */
    Mapping applyTo(Mapping suite, ValidationErrors problems) {
        Mapping changed = suite;
        for (Assignment set : assignments(problems)) {
            if (set.path().length == 1) {
                changed = changed.with(set.path()[0], set.value());
            } else if (set.path().length == 2) {
                Yaml section = changed.members().get(set.path()[0]);
                Mapping below = section instanceof Mapping m ? m : new Mapping(set.where(), Map.of());
                changed = changed.with(set.path()[0], below.with(set.path()[1], set.value()));
            }
        }
        changed = replace(changed, "defenses", "--defense", defenses);
        changed = replace(changed, "attacks", "--attack", attacks);
        return replace(changed, "models", "--model", models);
    }

    private static Mapping replace(Mapping suite, String key, String option, List<String> ids) {
        SourceLocation where = new SourceLocation(option, 0);
        List<Yaml> items = ids.stream().map(id -> (Yaml) new Scalar(where, id)).toList();
        return ids.isEmpty() ? suite : suite.with(key, new Sequence(where, items));
    }

    /** One {@code --set}. */
    private record Assignment(SourceLocation where, String[] path, Yaml value) {}

    private List<Assignment> assignments(ValidationErrors problems) {
        return sets.stream()
                .map(set -> assignment(set, problems))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Assignment> assignment(String set, ValidationErrors problems) {
        SourceLocation where = new SourceLocation("--set " + set, 0);
        int equals = set.indexOf('=');
        String[] path = set.substring(0, Math.max(0, equals)).split("\\.");
        boolean known = path.length < 3 || path[0].equals("defenses") || path[0].equals("attacks");
        if (equals < 1 || path.length > 3 || !known) {
            problems.add(where, "expected KEY=VALUE, defenses.ID.PARAMETER=VALUE or attacks.ID.PARAMETER=VALUE");
            return Optional.empty();
        }
        return new YamlReader(problems)
                .value(set.substring(equals + 1), where.source())
                .map(value -> new Assignment(where, path, value));
    }
}
