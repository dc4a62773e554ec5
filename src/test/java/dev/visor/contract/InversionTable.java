package dev.visor.contract;

import static dev.visor.contract.MetricRows.NOTHING;
import static dev.visor.contract.MetricRows.code;
import static dev.visor.contract.MetricRows.is;
import static dev.visor.contract.MetricRows.number;

import dev.visor.catalog.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A record of an inversion suite as a table: a line for each defense, and whom the jury finds. */
record InversionTable(MetricRows rows) {

    private static final List<String> ATTACKS =
            List.of("mi-face-pixel", "mi-face-pca", "gmi", "brep-mi", "cgan-white", "cgan-black", "look");

    private static final String NONE = "none";
    private static final double CHANCE = .05;

    /** Bold is above chance. */
    Table table() {
        List<List<String>> table = new ArrayList<>();
        for (String defense : rows.distinct("defense")) {
            MetricRows own = rows.where(is("defense", defense));
            List<String> row = new ArrayList<>();
            row.add(code(defense));
            row.add(own.where(is("metric", "closed_set_accuracy")).withWiderInterval());
            row.add(own.where(is("metric", "verification_accuracy").and(is("victim", "residual64-arcface")))
                    .mean());
            ATTACKS.forEach(attack -> row.add(verdict(own, attack, defense.equals(NONE))));
            row.add(defense.equals(NONE) ? NOTHING : bestUnmixing(own));
            table.add(row);
        }
        List<String> header = new ArrayList<>(List.of("defense", "accuracy", "verification"));
        ATTACKS.forEach(attack -> header.add(code(attack)));
        header.add("unmixing");
        return new Table(header, table);
    }

    /** Without a defense there is nothing to unmix. */
    private static String bestUnmixing(MetricRows own) {
        return own.distinct("attack").stream()
                .filter(attack -> attack.startsWith("unmix"))
                .filter(attack -> !verdicts(own, attack, "inversion_top1").isEmpty())
                .max(Comparator.comparingDouble(
                        attack -> number(verdicts(own, attack, "inversion_top1").single(), "value")))
                .map(attack -> verdict(own, attack, false))
                .orElse(NOTHING);
    }

    private static String verdict(MetricRows own, String attack, boolean withInterval) {
        MetricRows top = verdicts(own, attack, "inversion_top1");
        if (top.isEmpty()) {
            return NOTHING;
        }
        boolean always = number(top.single(), "value") == 1;
        String text = withInterval && !always ? top.withWiderInterval() : top.mean();
        return number(verdicts(own, attack, "inversion_top1_p").single(), "value") <= CHANCE
                ? "**" + text + "**"
                : text;
    }

    private static MetricRows verdicts(MetricRows own, String attack, String metric) {
        Predicate<Map<String, String>> jury = is("victim", "jury").and(is("pairing", "reconstructed/clean"));
        return own.where(jury.and(is("attack", attack)).and(is("metric", metric)));
    }
}
