package dev.visor.metric.evaluation;

import dev.visor.core.Cell;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.inversion.ClosedSetAccuracy;
import dev.visor.metric.recognition.AcceptedAtFar;
import dev.visor.metric.recognition.TarAtFarTenfold;
import dev.visor.metric.recognition.VerificationAccuracy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whose accuracy a number is. That of a tracker's recognizer, or of a judge, is the better for the subject the
 * lower it is. That of a recognizer which was trained under a defense is what its legitimate user has, who applies the
 * defense: the higher, the better, like {@link ClosedSetAccuracy}, which nobody else's cell has.
 */
public final class UtilityDirection {

    private static final String KNOWN = new ClosedSetAccuracy().name();

    private static final Set<String> ACCURACIES =
            Set.of(new VerificationAccuracy().name(), AcceptedAtFar.TAR_AT_FAR.name(), new TarAtFarTenfold().name());

    private UtilityDirection() {}

    /**
     * Returns the same values, those about a defended recognizer's own work pointing up.
     *
     * @param values all of the cells that they are about, in any order
     */
    public static List<MetricValue> of(List<MetricValue> values) {
        Set<Cell> defended = values.stream()
                .filter(value -> value.metric().equals(KNOWN))
                .map(MetricValue::cell)
                .collect(Collectors.toSet());
        return values.stream()
                .map(value ->
                        ACCURACIES.contains(value.metric()) && defended.contains(value.cell()) ? up(value) : value)
                .toList();
    }

    private static MetricValue up(MetricValue value) {
        return new MetricValue(
                value.cell(),
                value.pairing(),
                value.metric(),
                value.value(),
                value.interval(),
                value.clusterInterval(),
                value.n(),
                value.unit(),
                Better.HIGHER,
                value.far());
    }
}
