package dev.visor.harness.ensemble;

import dev.visor.core.InputError;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.ensemble.TransferQuestion.HeldOut;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The protection by each team, as records measured it against recognizers that are not in the team. */
public final class Transfers {

    private final String defense;
    private final Better better;
    private final Map<Set<String>, Measured> byTeam;

    /**
     * The protection of one team.
     *
     * @param mean of the metric over models and seeds
     * @param models ids of the models held out
     * @param n how many trials all of them rest on
     */
    public record Measured(double mean, Set<String> models, long n) {}

    private Transfers(String defense, Better better, Map<Set<String>, Measured> byTeam) {
        this.defense = defense;
        this.better = better;
        this.byTeam = Map.copyOf(byTeam);
    }

    /**
     * Reads the protection of teams of a pool.
     *
     * @param records completed, on the same photos
     * @return empty if there is no record
     * @throws InputError if the records do not fit together, or hold nothing about any of the teams
     */
    public static Optional<Transfers> of(
            List<RunRecord> records, TransferQuestion question, List<TeamScore> teams, List<String> pool) {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        requireSamePhotos(records);
        Set<Set<String>> wanted =
                teams.stream().map(team -> Set.copyOf(team.members())).collect(Collectors.toSet());
        List<MetricValue> values = new ArrayList<>();
        for (RunRecord record : records) {
            record.metrics().stream()
                    .filter(question::matches)
                    .filter(value -> wanted.contains(Set.copyOf(value.cell().surrogates())))
                    .forEach(values::add);
        }
        if (values.isEmpty()) {
            throw new InputError(String.format(
                            Locale.ROOT,
                            "the records hold no %s%s of a team of %d of the pool%s; expected cells of a defense whose",
                            question.metric(),
                            question.defense().map(id -> " by " + id).orElse(""),
                            teams.get(0).members().size(),
                            question.where().isEmpty() ? "" : " where " + question.where())
                    + " surrogates are such a team, as of visor run --set surrogates=[[A,B],[A,C]]");
        }
        List<MetricValue> alike = question.alike(values);
        Map<Set<String>, List<MetricValue>> byTeam = new LinkedHashMap<>();
        alike.forEach(value -> byTeam.computeIfAbsent(Set.copyOf(value.cell().surrogates()), team -> new ArrayList<>())
                .add(value));
        requireEachOnce(byTeam);
        requireSameModels(byTeam);
        Map<Set<String>, Measured> measured = new HashMap<>();
        byTeam.forEach((team, all) -> measured(question.heldOut() == HeldOut.team ? team : Set.copyOf(pool), all)
                .ifPresent(one -> measured.put(team, one)));
        if (measured.isEmpty()) {
            throw new InputError(
                    "the records measure %s against recognizers of the %s alone; expected models outside it"
                            .formatted(question.metric(), question.heldOut()));
        }
        MetricValue any = alike.get(0);
        return Optional.of(new Transfers(any.cell().defense(), any.better(), measured));
    }

    private static Optional<Measured> measured(Set<String> known, List<MetricValue> values) {
        List<MetricValue> others = values.stream()
                .filter(value -> !known.contains(value.cell().model()))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Measured(
                        others.stream()
                                .mapToDouble(MetricValue::value)
                                .average()
                                .orElseThrow(),
                        others.stream().map(value -> value.cell().model()).collect(Collectors.toSet()),
                        others.stream().mapToLong(MetricValue::n).sum()));
    }

    private static void requireSamePhotos(List<RunRecord> records) {
        RunInfo first = records.get(0).info();
        for (RunRecord record : records) {
            RunInfo info = record.info();
            if (info.inverts() || first.inverts()) {
                throw new InputError("%s inverts recognizers; a team's protection is measured by suites that recognize"
                        .formatted((first.inverts() ? records.get(0) : record).directory()));
            }
            if (info.status() != RunInfo.Status.COMPLETED) {
                throw new InputError("%s is %s; complete it first"
                        .formatted(record.directory(), info.status().word()));
            }
            if (!info.dataset().sameAs(first.dataset())
                    || !info.protocol().equals(first.protocol())
                    || !info.seeds().equals(first.seeds())) {
                throw new InputError("%s and %s looked up other photos, so their teams cannot be compared"
                        .formatted(records.get(0).directory(), record.directory()));
            }
        }
    }

    /** Refuses a cell that would count twice; two orders of one team are one team. */
    private static void requireEachOnce(Map<Set<String>, List<MetricValue>> byTeam) {
        byTeam.forEach((team, values) -> {
            Set<String> seen = new HashSet<>();
            for (MetricValue value : values) {
                String one = value.cell().model() + ", seed " + value.cell().seed();
                if (!seen.add(one)) {
                    throw new InputError("the records measure team %s against %s twice; expected each once"
                            .formatted(String.join("+", new TreeSet<>(team)), one));
                }
            }
        });
    }

    /** Refuses teams that met other models: one that met the strong recognizers alone would look worse than it is. */
    private static void requireSameModels(Map<Set<String>, List<MetricValue>> byTeam) {
        Map<Set<String>, Set<String>> modelsOf = new LinkedHashMap<>();
        byTeam.forEach((team, values) -> modelsOf.put(
                team,
                values.stream().map(value -> value.cell().model()).collect(Collectors.toCollection(TreeSet::new))));
        Map.Entry<Set<String>, Set<String>> first =
                modelsOf.entrySet().iterator().next();
        modelsOf.forEach((team, models) -> {
            if (!models.equals(first.getValue())) {
                throw new InputError("teams met different models: %s met %s, %s met %s; run them against the same ones"
                        .formatted(
                                String.join("+", new TreeSet<>(first.getKey())),
                                String.join(", ", first.getValue()),
                                String.join("+", new TreeSet<>(team)),
                                String.join(", ", models)));
            }
        });
    }

    /** The defense that was measured. */
    public String defense() {
        return defense;
    }

    /** The direction of the metric, from the subject's side. */
    public Better better() {
        return better;
    }

    /** Returns a team's protection; empty if it was not measured. */
    public Optional<Measured> of(TeamScore team) {
        return Optional.ofNullable(byTeam.get(Set.copyOf(team.members())));
    }
}
