package dev.visor.report.board;

import dev.visor.core.measure.Better;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.report.page.Text;
import java.util.List;

/** A question that defenses are ranked by, each in sections of its own. */
public enum Question {
    SEARCH("rank1_untargeted", "", "Search: is the person found?", "photos not found at rank 1", Better.HIGHER),
    COMPARISON("psr_dodging", "", "Comparison: is this the same person?", "comparisons rejected", Better.HIGHER),
    RECALL("recall", "recall", "Recall: how many of a person's photos are found?", "recall", Better.LOWER),
    AMONG_STRANGERS(
            "protected_at_1",
            "",
            "One photo among strangers: is it found?",
            "photos not found at rank 1",
            Better.HIGHER),
    INVERSION("inversion_top1", "", "Inversion: whom does a recognizer give away?", "people recovered", Better.LOWER);

    private final String metric;
    private final String attack;
    private final String title;
    private final String counted;
    private final Better better;

    Question(String metric, String attack, String title, String counted, Better better) {
        this.metric = metric;
        this.attack = attack;
        this.title = title;
        this.counted = counted;
        this.better = better;
    }

    public String metric() {
        return metric;
    }

    /** Whether the number of an attack answers it: a growing gallery has recalls of its own. */
    public boolean asks(String attacked) {
        return attack.isEmpty() || attack.equals(attacked);
    }

    public String title() {
        return title;
    }

    /** Returns what is counted, in a few words. */
    public String counted() {
        return counted;
    }

    public Better better() {
        return better;
    }

    public String slug() {
        return Text.slug(metric);
    }

    public String definition() {
        return Metrics.registry().named(metric).map(known -> known.definition()).orElse(metric);
    }

    /** Returns what the number does not tell by itself, in a sentence; empty where nothing needs to be said. */
    public String caution() {
        return this == INVERSION
                ? " Beside it stands the accuracy that is kept: a recognizer that knows nobody gives nobody away."
                : "";
    }

    /** Names the columns between the interval and the entry's own. */
    public List<String> columns() {
        return this == INVERSION ? List.of("attack", "accuracy kept, %") : List.of("n", "SSIM", "s/photo");
    }
}
