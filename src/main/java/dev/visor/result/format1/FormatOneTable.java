package dev.visor.result.format1;

import com.fasterxml.jackson.databind.JsonNode;
import dev.visor.result.csv.CsvWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A table of format 1 whose columns are others today. */
public final class FormatOneTable {

    private static final List<String> COORDINATES = List.of(
            "cell",
            "dataset",
            "seed",
            "alignment",
            "defense",
            "surrogates",
            "defense_access",
            "attack",
            "attacker_access",
            "countermeasure",
            "model",
            "judge",
            "trust");

    private static final List<String> CELLS = List.of(
            "cell", "defense", "surrogates", "attack", "victim", "dataset", "seed", "alignment", "rung", "access");

    private static final List<String> METRICS = List.of(
            "cell",
            "dataset",
            "defense",
            "surrogates",
            "attack",
            "victim",
            "access",
            "alignment",
            "pairing",
            "rung",
            "metric",
            "value",
            "ci_low",
            "ci_high",
            "cluster_low",
            "cluster_high",
            "n",
            "unit",
            "better",
            "far",
            "seed");

    private static final List<String> NUMBERS = List.of(
            "pairing",
            "metric",
            "value",
            "ci_low",
            "ci_high",
            "cluster_low",
            "cluster_high",
            "n",
            "unit",
            "better",
            "far");

    private static final List<String> PHOTOS =
            List.of("defense", "surrogates", "dataset", "seed", "probe", "subject", "ssim", "psnr", "linf", "outcome");

    private static final List<String> PHOTOS_TODAY = List.of(
            "defense",
            "surrogates",
            "dataset",
            "seed",
            "attack",
            "model",
            "probe",
            "subject",
            "ssim",
            "psnr",
            "linf",
            "outcome");

    private static final List<String> TRIALS = List.of(
            "cell",
            "subject",
            "probe",
            "pairing",
            "label",
            "fold",
            "mate",
            "mate_subject",
            "outcome",
            "similarity",
            "threshold",
            "true_rank",
            "target_rank",
            "target",
            "rank1_subject",
            "quality",
            "seed");

    private static final List<String> CALIBRATION = List.of("victim", "calibration", "similarity");

    private static final List<String> SCORES =
            List.of("cell", "pairing", "label", "probe", "mate", "raw", "scale", "thresholds", "model");

    private static final Map<String, String> FORMER_OF_RECOGNITION =
            Map.of("countermeasure", "rung", "defense_access", "access", "model", "victim", "judge", "victim");
    private static final Map<String, String> FORMER_OF_INVERSION =
            Map.of("countermeasure", "rung", "defense_access", "access", "model", "surrogates", "judge", "victim");

    private final List<String> columns;
    private final Map<String, String> former;
    private final UnaryOperator<List<String>> today;

    private FormatOneTable(List<String> columns, Map<String, String> former, UnaryOperator<List<String>> today) {
        this.columns = columns;
        this.former = former;
        this.today = today;
    }

    /**
     * Returns the way in which a table is read.
     *
     * @param root of the record's {@code run.json}
     * @param file name of the table
     * @return empty if the table has the same columns today
     */
    public static Optional<FormatOneTable> of(JsonNode root, String file) {
        boolean inverts = FormatOneCells.inverts(root);
        Map<String, String> former = inverts ? FORMER_OF_INVERSION : FORMER_OF_RECOGNITION;
        FormatOneCells cells = new FormatOneCells(root);
        return Optional.ofNullable(
                switch (file) {
                    case "cells.csv" ->
                        new FormatOneTable(CELLS, former, row -> picked(COORDINATES, cells.told(named(CELLS, row))));
                    case "metrics.csv" -> new FormatOneTable(METRICS, former, row -> metric(cells, row));
                    case "photos.csv" ->
                        new FormatOneTable(
                                PHOTOS,
                                Map.of(),
                                row -> picked(PHOTOS_TODAY, photo(inverts, cells, named(PHOTOS, row))));
                    case "trials.csv" ->
                        new FormatOneTable(
                                TRIALS, Map.of("calibration", "threshold", "ssim", "quality"), FormatOneTable::trial);
                    case "calibration.csv" ->
                        new FormatOneTable(CALIBRATION, Map.of("recognizer", "victim"), UnaryOperator.identity());
                    case "scores.csv" ->
                        new FormatOneTable(SCORES, Map.of("version", "model"), UnaryOperator.identity());
                    default -> null;
                });
    }

    /** Format 1 knew neither single images of a gallery nor one that grows. */
    private static List<String> trial(List<String> row) {
        List<String> today = new ArrayList<>(row);
        today.addAll(List.of(CsvWriter.NOT_APPLICABLE, CsvWriter.NOT_APPLICABLE, CsvWriter.NOT_APPLICABLE));
        return today;
    }

    /** Returns the columns as they stand in the file. */
    public List<String> columns() {
        return columns;
    }

    /** Returns the file's name of a column of today. */
    public String former(String column) {
        return former.getOrDefault(column, column);
    }

    /** A row of the file as a row of today. */
    public List<String> today(List<String> row) {
        return today.apply(row);
    }

    private static List<String> metric(FormatOneCells cells, List<String> row) {
        Map<String, String> told = cells.told(named(METRICS, row));
        List<String> all = new ArrayList<>(picked(COORDINATES, told));
        all.addAll(picked(NUMBERS, told));
        return all;
    }

    /**
     * Converts a row of photos: what an attack made of a model stood under {@code surrogates}, model and attack in one.
     */
    private static Map<String, String> photo(boolean inverts, FormatOneCells cells, Map<String, String> row) {
        String[] parts = row.get("surrogates").split("\\+");
        boolean reconstructed = inverts && parts.length == 2;
        row.put("model", reconstructed ? parts[0] : FormatOneCells.NOT_APPLICABLE);
        row.put("attack", reconstructed ? parts[1] : FormatOneCells.NOT_APPLICABLE);
        if (inverts) {
            row.put("surrogates", cells.surrogates(row.get("defense")));
        }
        return row;
    }

    private static Map<String, String> named(List<String> columns, List<String> row) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), row.get(i));
        }
        return named;
    }

    private static List<String> picked(List<String> columns, Map<String, String> row) {
        return columns.stream().map(row::get).toList();
    }
}
