package dev.visor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that the report says about one run, in the page's order. */
record RunReport(Run run, Section headline, List<Section> sections) {

    /** @param alone whether no other run stands on the page; several share their security curve */
    static RunReport of(Run run, ReportOptions options, boolean alone) {
        return InversionView.is(run) ? inversion(run, options) : recognition(run, options, alone);
    }

    private static RunReport recognition(Run run, ReportOptions options, boolean alone) {
        List<Section> sections = new ArrayList<>();
        Ladder.section(run).ifPresent(sections::add);
        RankMatrix.section(run).ifPresent(sections::add);
        Comparisons.section(run).ifPresent(sections::add);
        verification(run).ifPresent(sections::add);
        Services.section(run).ifPresent(sections::add);
        if (alone) {
            SecurityCurve.section(List.of(run), "").ifPresent(sections::add);
        }
        GeneralTables.section(run, options.metrics()).ifPresent(sections::add);
        GroupTables.section(run).ifPresent(sections::add);
        Quality.section(run).ifPresent(sections::add);
        WorstProbes.section(run, options).ifPresent(sections::add);
        Throughput.section(run).ifPresent(sections::add);
        PhotoStrip.section(run, options).ifPresent(sections::add);
        sections.add(Provenance.section(run));
        return new RunReport(run, Headlines.section(run), sections);
    }

    private static RunReport inversion(Run run, ReportOptions options) {
        InversionView view = new InversionView(run);
        List<Section> sections = Stream.of(
                        InversionTradeoff.section(view),
                        InversionAdaptive.section(view),
                        InversionPictures.section(view, options),
                        InversionAttacks.section(view),
                        InversionControls.section(view),
                        InversionScores.section(view),
                        InversionTraining.section(view),
                        GeneralTables.section(run, options.metrics()),
                        Optional.of(Provenance.section(run)))
                .flatMap(Optional::stream)
                .toList();
        return new RunReport(run, InversionHeadline.section(view), sections);
    }

    /** The headline, then the others. */
    Stream<Section> all() {
        return Stream.concat(Stream.of(headline), sections.stream());
    }

    private static Optional<Section> verification(Run run) {
        List<Section.Block> blocks = new ArrayList<>(Psr.blocks(run));
        blocks.addAll(Accuracy.blocks(run));
        return Section.of(run.prefix() + "verification", "Verification: is this her?", blocks);
    }
}
