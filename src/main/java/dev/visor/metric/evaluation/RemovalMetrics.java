package dev.visor.metric.evaluation;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.Mean;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricOrigin;
import dev.visor.metric.ReportGroup;
import dev.visor.metric.inversion.RecoveredPsnr;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Metrics of faces after their owner has taken the protection back. Better is what a rightful owner wishes. */
public final class RemovalMetrics {

    public static final String SSIM = "removal_ssim";
    public static final String PSNR = "removal_psnr";
    public static final String LOST = "removal_lost";

    private static final int EDITION = 4;

    /**
     * The values of one face.
     *
     * @param ssim of the face after the removal and the original
     * @param psnr likewise, in dB; empty if they are the same
     * @param lost share of its values that the key did not give back
     */
    public record Face(double ssim, OptionalDouble psnr, double lost) {}

    private RemovalMetrics() {}

    static List<MetricDefinition> rows() {
        return List.of(
                row(
                        SSIM,
                        "mean structural similarity of original face and the one whose protection was taken back with a key",
                        "ratio",
                        Better.HIGHER),
                row(
                        PSNR,
                        "mean peak signal-to-noise ratio, likewise; an exact one counts as 58.92",
                        "dB",
                        Better.HIGHER),
                row(
                        LOST,
                        "share of values that the key does not give back within one level in the protected face itself; of the right key, what was"
                                + " cut off at 0 or 255",
                        "share",
                        Better.LOWER));
    }

    private static MetricDefinition row(String name, String definition, String unit, Better better) {
        return new MetricDefinition(
                name,
                definition,
                unit,
                better,
                new MetricOrigin.OfRecord("removals.csv"),
                ReportGroup.QUALITY,
                EDITION,
                false);
    }

    /**
     * Computes the means over faces.
     *
     * @param protection the cell of the protection
     * @param countermeasure that took it back
     */
    public static List<MetricValue> of(Cell protection, String countermeasure, List<Face> faces) {
        Cell cell =
                protection.attackedBy(Cell.NOT_APPLICABLE, AttackerAccess.KEY).withCountermeasure(countermeasure);
        List<MetricValue> values = new ArrayList<>();
        Mean.of(
                        cell,
                        SSIM,
                        "ratio",
                        Better.HIGHER,
                        faces.stream().mapToDouble(Face::ssim).toArray())
                .ifPresent(values::add);
        double[] psnr = faces.stream()
                .mapToDouble(face -> RecoveredPsnr.of(face.psnr()))
                .toArray();
        Mean.of(cell, PSNR, "dB", Better.HIGHER, psnr).ifPresent(values::add);
        Mean.of(
                        cell,
                        LOST,
                        "share",
                        Better.LOWER,
                        faces.stream().mapToDouble(Face::lost).toArray())
                .ifPresent(values::add);
        return values;
    }
}
