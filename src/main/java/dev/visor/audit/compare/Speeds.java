package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.Timing;
import dev.visor.result.entry.Environment;
import java.util.List;
import java.util.Set;

/** The speeds of batches, as {@code timings.csv} keeps them. */
final class Speeds {

    private static final String PROTECT = "protect_images_per_s";
    private static final String EMBED = "embed_images_per_s";

    /** The metrics that are judged by batches and not by probes. */
    static final Set<String> METRICS = Set.of(PROTECT, EMBED);

    private Speeds() {}

    /** Images per second of every full batch after the warm-up, in the order of the record. */
    static double[] of(Side side, MetricValue number, Cell cell) {
        boolean protecting = number.metric().equals(PROTECT);
        String stage = protecting ? "protect" : "embed";
        String id = protecting ? protection(cell) : cell.model();
        List<Timing> counted = side.timings().stream()
                .filter(t -> t.stage().equals(stage)
                        && t.id().equals(id)
                        && !t.warmUp()
                        && t.images() > 0
                        && t.seconds() > 0)
                .toList();
        int full = counted.stream().mapToInt(Timing::images).max().orElse(0);
        return counted.stream()
                .filter(t -> t.images() == full)
                .mapToDouble(t -> t.images() / t.seconds())
                .toArray();
    }

    /** Whether speeds on these two say anything about each other. */
    static boolean sameMachine(Environment one, Environment other) {
        return one.cpu().equals(other.cpu())
                && one.cores() == other.cores()
                && one.threads() == other.threads()
                && one.device().equals(other.device())
                && one.engine().equals(other.engine())
                && one.libtorch().equals(other.libtorch());
    }

    private static String protection(Cell cell) {
        return cell.defense() + (cell.surrogates().isEmpty() ? "" : " on " + String.join("+", cell.surrogates()));
    }
}
