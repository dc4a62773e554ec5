package dev.visor.report.recognition;

import dev.visor.core.Cell;
import dev.visor.report.page.Glance;
import dev.visor.report.page.Glance.Pair;
import dev.visor.report.page.Glance.Pairs;
import dev.visor.report.page.RecordPicture;
import dev.visor.report.page.Section.Triple;
import dev.visor.report.page.Text;
import dev.visor.report.run.Facts;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.result.csv.RecordFolder;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The first screen of a recognition suite. */
public final class RecognitionGlance {

    private static final int FACES = 5;

    private RecognitionGlance() {}

    public static Glance of(Run run, ReportOptions options) {
        List<String> facts = new ArrayList<>();
        long defenses = run.info().defenses().stream()
                .filter(entry -> !entry.id().equals(Cell.CONTROL))
                .count();
        facts.add(defenses == 0 ? "nothing protected" : Text.plural(defenses, "defense"));
        facts.add(Text.plural(
                run.models(run.metrics().stream().filter(v -> !v.cell().model().equals("-")))
                        .size(),
                "recognizer"));
        if (run.info().protocol() instanceof RecognitionSizes sizes && sizes.probes() > 0) {
            facts.add(Text.plural(sizes.probes(), "photo"));
        }
        if (run.countermeasures().worst()) {
            facts.add(Text.plural(run.countermeasures().applied().size(), "countermeasure"));
        }
        facts.addAll(Facts.of(run.info()));
        return new Glance(
                Facts.sentence(run.info().suite().summary()),
                facts,
                RecognitionAnswer.of(run),
                options.photos() ? faces(run) : Optional.empty());
    }

    /** Shows the first photos under the best defense of which the run kept any. */
    private static Optional<Pairs> faces(Run run) {
        RecordFolder record = new RecordFolder(run.directory());
        return run.info().defenses().stream()
                .map(entry -> entry.id())
                .filter(id -> !id.equals(Cell.CONTROL))
                .sorted(Comparator.comparingDouble((String id) -> -rate(run, id)))
                .flatMap(id -> PhotoStrip.firsts(record, id, FACES).stream())
                .findFirst()
                .map(strip -> new Pairs(
                        strip.caption() + ": the original, and what is shared in its place.",
                        "original",
                        "protected",
                        strip.triples().stream()
                                .filter(RecognitionGlance::whole)
                                .map(t -> new Pair(t.probe(), t.original(), t.protectedPhoto()))
                                .toList()))
                .filter(pairs -> !pairs.pairs().isEmpty());
    }

    private static boolean whole(Triple triple) {
        return List.of(triple.original(), triple.protectedPhoto()).stream().allMatch(RecordPicture::exists);
    }

    private static double rate(Run run, String defense) {
        return Measure.of(run).stream()
                .findFirst()
                .flatMap(measure -> MeanRate.of(Headlines.cells(
                        measure.blackBox(run, run.countermeasures().headline()), defense)))
                .map(MeanRate::value)
                .orElse(0.);
    }
}
