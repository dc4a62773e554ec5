package dev.visor.report.run;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.report.page.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rate that headlines, countermeasures and curves follow: of protected probes against clean galleries and mates.
 *
 * @param far empty where no threshold is involved
 */
public record Measure(String metric, Optional<Far> far) {

    public static final Measure SEARCH = new Measure("rank1_untargeted", Optional.empty());

    /** The goal of impersonating defenses, which white-box tables show beside. */
    public static final Measure TARGETED = new Measure("rank1_targeted", Optional.empty());

    private static final String DODGING = "psr_dodging";

    /** Searches first, then comparisons at the strictest FAR; whichever the run has. */
    public static List<Measure> of(Run run) {
        List<Measure> measures = new ArrayList<>();
        if (SEARCH.values(run).findAny().isPresent()) {
            measures.add(SEARCH);
        }
        run.of(DODGING)
                .flatMap(v -> v.far().stream())
                .min(Comparator.naturalOrder())
                .map(far -> new Measure(DODGING, Optional.of(far)))
                .filter(dodging -> dodging.values(run).findAny().isPresent())
                .ifPresent(measures::add);
        return measures;
    }

    /** Returns the values on every countermeasure, at the run's headline alignment. */
    public Stream<MetricValue> values(Run run) {
        Alignment alignment = run.alignment();
        return run.of(metric)
                .filter(v -> v.far().equals(far))
                .filter(v -> v.cell().alignment() == alignment)
                .filter(v -> v.pairing() == Pairing.PROTECTED_CLEAN || v.pairing() == Pairing.CLEAN_CLEAN);
    }

    public Stream<MetricValue> on(Run run, String countermeasure) {
        return values(run).filter(v -> v.cell().countermeasure().equals(countermeasure));
    }

    /** Returns the values on one countermeasure, where the model is none of the defense's surrogates. */
    public Stream<MetricValue> blackBox(Run run, String countermeasure) {
        return on(run, countermeasure).filter(v -> v.cell().defenseAccess() != Access.WHITE_BOX);
    }

    /** {@code psr_dodging at FAR 0.001}. */
    public String words() {
        return metric + far.map(f -> " at FAR " + Text.rate(f.rate())).orElse("");
    }

    /** Returns what is counted, for captions. */
    public String definition() {
        return Metrics.registry().named(metric).orElseThrow().definition();
    }

    public String slug() {
        return Text.slug(metric);
    }
}
