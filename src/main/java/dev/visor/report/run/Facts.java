package dev.visor.report.run;

import dev.visor.report.page.Text;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Facts that a run is known by, in a few words each. */
public final class Facts {

    private Facts() {}

    /** Returns the data set, the seeds where there are several, the day, the status and the code. */
    public static List<String> of(RunInfo info) {
        List<String> facts = new ArrayList<>();
        facts.add("data set " + info.dataset().id());
        if (info.seeds().size() > 1) {
            facts.add(Text.plural(info.seeds().size(), "seed"));
        }
        if (info.protocol() instanceof RecognitionSizes sizes && sizes.inSplits()) {
            facts.add(Text.plural(sizes.splits(), "split") + " of each person's photos");
        }
        facts.add(info.started().toString().substring(0, "2026-01-01".length()));
        facts.add(info.status().word());
        return facts;
    }

    /** Makes a sentence of a suite's summary: a capital first, a period last. */
    public static String sentence(String summary) {
        String text = summary.strip();
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
