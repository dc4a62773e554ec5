package dev.visor.report.inversion;

import dev.visor.report.page.Glance;
import dev.visor.report.page.Text;
import dev.visor.report.run.Facts;
import dev.visor.report.run.ReportOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first screen of an inversion suite. */
public final class InversionGlance {

    private InversionGlance() {}

    public static Glance of(InversionView view, ReportOptions options) {
        List<String> facts = new ArrayList<>();
        facts.add(Text.plural(Math.max(0, view.defenses().size() - 1), "defense"));
        facts.add(Text.plural(view.attacks().size(), "attack"));
        facts.add(Text.count(view.people()) + " people");
        facts.addAll(Facts.of(view.run().info()));
        return new Glance(
                Facts.sentence(view.run().info().suite().summary()),
                facts,
                InversionAnswer.of(view),
                options.photos() ? InversionPictures.pairs(view) : Optional.empty());
    }
}
