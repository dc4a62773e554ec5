package dev.visor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that the report says about one run, in the page's order. */
record RunReport(Run run, List<Headlines.Headline> headlines, List<Section> sections) {

    static RunReport of(Run run, ReportOptions options) {
        List<Section> sections = new ArrayList<>();
        RankMatrix.section(run).ifPresent(sections::add);
        verification(run).ifPresent(sections::add);
        Quality.section(run).ifPresent(sections::add);
        Throughput.section(run).ifPresent(sections::add);
        PhotoStrip.section(run, options).ifPresent(sections::add);
        sections.add(Provenance.section(run));
        return new RunReport(run, Headlines.of(run), sections);
    }

    private static Optional<Section> verification(Run run) {
        List<Section.Block> blocks = new ArrayList<>(Psr.blocks(run));
        blocks.addAll(Accuracy.blocks(run));
        return Section.of(run.prefix() + "verification", "Verification: is this her?", blocks);
    }
}
