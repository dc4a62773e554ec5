package dev.visor.report.run;

import dev.visor.core.PhotoId;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.run.ProbeOutcomes.Judge;
import dev.visor.report.run.ProbeOutcomes.Probe;
import dev.visor.report.run.Run.Protection;
import dev.visor.stats.Wilson;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The probes on which entries can be compared when some met fewer than others.
 *
 * @param probes that all of them met
 */
public record SharedProbes(ProbeOutcomes fates, Set<Probe> probes) {

    /** Returns the shared probes of a protection; none without trials. */
    public static SharedProbes of(Run run, Protection protection) {
        Set<Probe> probes = run.fates()
                .judges()
                .filter(judge -> judge.protection().equals(protection))
                .map(run.fates()::probes)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new SharedProbes(run.fates(), probes);
    }

    public Set<PhotoId> photos() {
        return probes.stream().map(Probe::photo).collect(Collectors.toSet());
    }

    /** rank1_untargeted on these probes only, in the worst case over the countermeasures; empty if the model lacks one of them. */
    public Optional<MetricValue> rate(MetricValue all) {
        Judge judge = Judge.of(all.cell());
        List<Probe> own = probes.stream()
                .filter(p -> p.seed() == all.cell().seed()
                        && p.dataset().equals(all.cell().dataset()))
                .toList();
        long judged =
                own.stream().filter(p -> fates.hidden(judge, p).isPresent()).count();
        if (own.isEmpty() || judged < own.size()) {
            return Optional.empty();
        }
        long hidden =
                own.stream().filter(p -> fates.hidden(judge, p).orElseThrow()).count();
        return Optional.of(new MetricValue(
                all.cell(),
                all.pairing(),
                all.metric(),
                hidden / (double) judged,
                Optional.of(Wilson.interval(hidden, judged)),
                Optional.empty(),
                judged,
                all.unit(),
                all.better(),
                all.far()));
    }
}
