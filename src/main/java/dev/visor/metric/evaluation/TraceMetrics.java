package dev.visor.metric.evaluation;

import static dev.visor.core.measure.Better.HIGHER;
import static dev.visor.core.measure.Better.LOWER;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.SubjectId;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.Mean;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricOrigin;
import dev.visor.metric.Rate;
import dev.visor.metric.ReportGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Metrics of photos that carry their owner's name: whether it can still be read, and whether anybody is named wrongly. */
public final class TraceMetrics {

    public static final String BITS = "bit_accuracy";
    public static final String RANDOM = "bit_accuracy_random";
    public static final String FOUND = "owner_found";
    public static final String FALSE = "owner_false";
    public static final String UNREGISTERED = "owner_false_unregistered";
    public static final String UNMARKED = "owner_false_unmarked";

    private static final int EDITION = 5;

    private static final String SHARE = "share";

    /**
     * A face that was read.
     *
     * @param marked whether it is a protected face; otherwise the original
     * @param right share of the bits that agree with the subject's codeword, 0..1; of no meaning where no face was found
     * @param random likewise with a codeword that was drawn for nobody
     * @param found whether a face was found at all
     * @param subject whether the subject is named as the owner
     * @param another whether another registered person is
     * @param unregistered whether another registered person would be if the subject were not registered
     */
    public record Face(
            SubjectId person,
            boolean marked,
            double right,
            double random,
            boolean found,
            boolean subject,
            boolean another,
            boolean unregistered) {}

    private TraceMetrics() {}

    static List<MetricDefinition> rows() {
        return List.of(
                row(BITS, "mean share of a codeword's bits that are read rightly from protected faces", SHARE, HIGHER),
                row(
                        RANDOM,
                        "likewise against a codeword that was drawn for nobody: about half, or what is read is no message",
                        SHARE,
                        LOWER),
                row(
                        FOUND,
                        "share of protected photos whose subject is named: the registered codeword nearest to what is read, within the radius; a"
                                + " face not found counts as not named",
                        Rate.UNIT,
                        HIGHER),
                row(FALSE, "share of protected photos for which another registered person is named", Rate.UNIT, LOWER),
                row(UNREGISTERED, "likewise if the subject were not registered", Rate.UNIT, LOWER),
                row(
                        UNMARKED,
                        "share of originals, which carry no name, for which a registered person is named",
                        Rate.UNIT,
                        LOWER));
    }

    private static MetricDefinition row(String name, String definition, String unit, Better better) {
        return new MetricDefinition(
                name,
                definition,
                unit,
                better,
                new MetricOrigin.OfRecord("traces.csv"),
                ReportGroup.GENERAL,
                EDITION,
                false);
    }

    /**
     * Computes the metrics of one protection after one countermeasure.
     *
     * @param protection the cell of the protection
     * @param alignment of the faces that were read
     */
    public static List<MetricValue> of(Cell protection, Alignment alignment, String countermeasure, List<Face> faces) {
        Cell cell = protection.withAlignment(alignment).withCountermeasure(countermeasure);
        List<Face> marked = faces.stream().filter(Face::marked).toList();
        List<Face> read = marked.stream().filter(Face::found).toList();
        List<MetricValue> values = new ArrayList<>();
        Mean.of(
                        cell,
                        BITS,
                        SHARE,
                        HIGHER,
                        read.stream().mapToDouble(Face::right).toArray())
                .ifPresent(values::add);
        Mean.of(
                        cell,
                        RANDOM,
                        SHARE,
                        LOWER,
                        read.stream().mapToDouble(Face::random).toArray())
                .ifPresent(values::add);
        rate(cell, FOUND, HIGHER, marked, Face::subject).ifPresent(values::add);
        rate(cell, FALSE, LOWER, marked, Face::another).ifPresent(values::add);
        rate(cell, UNREGISTERED, LOWER, marked, Face::unregistered).ifPresent(values::add);
        rate(
                        cell,
                        UNMARKED,
                        LOWER,
                        faces.stream().filter(face -> !face.marked()).toList(),
                        face -> face.subject() || face.another())
                .ifPresent(values::add);
        return values;
    }

    private static Optional<MetricValue> rate(
            Cell cell, String metric, Better better, List<Face> faces, Predicate<Face> claim) {
        if (faces.isEmpty()) {
            return Optional.empty();
        }
        Rate rate = new Rate();
        faces.forEach(face -> rate.add(face.person(), claim.test(face)));
        return Optional.of(rate.value(cell, Pairing.PROTECTED_CLEAN, metric, better, Optional.empty()));
    }
}
