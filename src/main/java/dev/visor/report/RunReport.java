package dev.visor.report;

import dev.visor.report.inversion.InversionAdaptive;
import dev.visor.report.inversion.InversionAttacks;
import dev.visor.report.inversion.InversionControls;
import dev.visor.report.inversion.InversionGlance;
import dev.visor.report.inversion.InversionHeadline;
import dev.visor.report.inversion.InversionPictures;
import dev.visor.report.inversion.InversionScores;
import dev.visor.report.inversion.InversionTradeoff;
import dev.visor.report.inversion.InversionTraining;
import dev.visor.report.inversion.InversionTrialData;
import dev.visor.report.inversion.InversionView;
import dev.visor.report.page.Glance;
import dev.visor.report.page.Section;
import dev.visor.report.recognition.Accuracy;
import dev.visor.report.recognition.Comparisons;
import dev.visor.report.recognition.CountermeasureSection;
import dev.visor.report.recognition.GroupTables;
import dev.visor.report.recognition.Headlines;
import dev.visor.report.recognition.LinkageCurve;
import dev.visor.report.recognition.PhotoStrip;
import dev.visor.report.recognition.Psr;
import dev.visor.report.recognition.Quality;
import dev.visor.report.recognition.RankMatrix;
import dev.visor.report.recognition.RecognitionGlance;
import dev.visor.report.recognition.RegionSection;
import dev.visor.report.recognition.RemovalSection;
import dev.visor.report.recognition.SecurityCurve;
import dev.visor.report.recognition.Services;
import dev.visor.report.recognition.TraceSection;
import dev.visor.report.recognition.TrialData;
import dev.visor.report.recognition.WorstProbes;
import dev.visor.report.run.GeneralTables;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.run.SearchTrials;
import dev.visor.report.run.Throughput;
import dev.visor.report.run.TrackingTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that the report says about one run, in the page's order. */
public record RunReport(Run run, Glance glance, Section headline, List<Section> sections) {

    /** @param alone whether no other run stands on the page; several share their security curve */
    public static RunReport of(Run run, ReportOptions options, boolean alone) {
        return InversionView.is(run) ? inversion(run, options) : recognition(run, options, alone);
    }

    private static RunReport recognition(Run run, ReportOptions options, boolean alone) {
        List<Section> sections = new ArrayList<>();
        CountermeasureSection.section(run).ifPresent(sections::add);
        LinkageCurve.section(run).ifPresent(sections::add);
        RemovalSection.section(run).ifPresent(sections::add);
        TraceSection.section(run).ifPresent(sections::add);
        RegionSection.section(run).ifPresent(sections::add);
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
        TrialData.section(run).ifPresent(sections::add);
        SearchTrials.section(run).ifPresent(sections::add);
        TrackingTrials.section(run).ifPresent(sections::add);
        Throughput.section(run).ifPresent(sections::add);
        PhotoStrip.section(run, options).ifPresent(sections::add);
        sections.add(Provenance.section(run));
        return new RunReport(run, RecognitionGlance.of(run, options), Headlines.section(run), sections);
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
                        InversionTrialData.section(view),
                        Optional.of(Provenance.section(run)))
                .flatMap(Optional::stream)
                .toList();
        return new RunReport(run, InversionGlance.of(view, options), InversionHeadline.section(view), sections);
    }

    /** The headline, then the others. */
    public Stream<Section> all() {
        return Stream.concat(Stream.of(headline), sections.stream());
    }

    private static Optional<Section> verification(Run run) {
        List<Section.Block> blocks = new ArrayList<>(Psr.blocks(run));
        blocks.addAll(Accuracy.blocks(run));
        return Section.of(run.prefix() + "verification", "Verification: is this her?", blocks);
    }
}
