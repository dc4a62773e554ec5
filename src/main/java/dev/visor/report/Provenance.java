package dev.visor.report;

import dev.visor.report.inversion.InversionProvenance;
import dev.visor.report.inversion.InversionView;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Environment;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.ProtocolSizes;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows where the numbers come from: everything that made them, so that somebody else can make them again. */
public final class Provenance {

    private Provenance() {}

    public static Section section(Run run) {
        RunInfo info = run.info();
        List<Block> blocks = new ArrayList<>();
        blocks.add(tabular(circumstances(run)));
        blocks.addAll(InversionProvenance.blocks(run));
        blocks.add(tabular(counts(run)));
        blocks.add(tabular(Participants.entries(run)));
        Participants.reconstructions(info).ifPresent(blocks::add);
        if (!info.recognizers().isEmpty()) {
            blocks.add(tabular(Participants.recognizers(run)));
            Participants.families(info).ifPresent(blocks::add);
        }
        if (!info.thresholds().isEmpty()) {
            blocks.add(tabular(thresholds(run)));
        }
        return new Section(run.prefix() + "provenance", "Provenance", blocks);
    }

    private static Block tabular(Table table) {
        return new Block.Tabular(table);
    }

    private static Table circumstances(Run run) {
        RunInfo info = run.info();
        Environment on = info.environment();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("suite", info.suite().id() + ": " + info.suite().summary());
        facts.put("suite digest", Text.brief(info.suite().digest()));
        facts.put("status", info.status().word());
        facts.put("started", info.started().toString());
        facts.put("finished", info.finished().map(Object::toString).orElse(Value.DASH));
        facts.put("commit", info.commit() + info.dirty().words());
        facts.put("seeds", info.seeds().stream().map(Object::toString).collect(Collectors.joining(", ")));
        facts.put(
                "data set",
                "%s: %s of %s, digest %s"
                        .formatted(
                                info.dataset().id(),
                                Text.plural(info.dataset().photos(), "photo"),
                                Text.plural(info.dataset().subjects(), "subject"),
                                Text.brief(info.dataset().digest())));
        facts.put("protocol", protocol(info.protocol()));
        facts.put(
                "detector",
                info.detector().id() + ", digest " + Text.brief(info.detector().digest()));
        facts.put("Java", on.java());
        facts.put("system", "%s, %s, %s".formatted(on.os(), on.cpu(), Text.plural(on.cores(), "core")));
        facts.put(
                "engine",
                "%s, libtorch %s, device %s, %s"
                        .formatted(on.engine(), on.libtorch(), on.device(), Text.plural(on.threads(), "thread")));
        if (!on.arithmetic().isEmpty()) {
            facts.put("arithmetic", on.arithmetic());
        }
        facts.put(
                "settings",
                SettingWords.of(
                        InversionView.is(run)
                                ? InversionProvenance.settings(info)
                                : RunInfo.byKey(info.suite().settings())));
        List<Row> rows = facts.entrySet().stream()
                .map(fact -> new Row(List.of(fact.getKey()), List.of(Value.of(fact.getValue())), false))
                .toList();
        return new Table(
                run.prefix() + "run",
                "The run",
                "What was run, from which code, on what.",
                List.of("what"),
                List.of(Column.words("value")),
                rows);
    }

    private static String protocol(ProtocolSizes sizes) {
        if (sizes instanceof InversionSizes inverted) {
            return InversionProvenance.protocol(inverted);
        }
        RecognitionSizes roles = (RecognitionSizes) sizes;
        String splits = roles.inSplits()
                ? "%s of each person's photos, which look each up once at most (mates are those of one; intervals and paired tests are over people), "
                        .formatted(Text.plural(roles.splits(), "split"))
                : "";
        return splits
                + "probes %s, mates %s, targets %s, their gallery photos %s, distractors %s, impostors %s, pairs %s, digest %s"
                        .formatted(
                                Text.count(roles.probes()),
                                Text.count(roles.mates()),
                                Text.count(roles.targets()),
                                Text.count(roles.targetGallery()),
                                Text.count(roles.distractors()),
                                Text.count(roles.impostors()),
                                Text.count(roles.pairs()),
                                Text.brief(roles.digest()));
    }

    private static Table counts(Run run) {
        Counts n = run.info().counts();
        List<Row> rows = new ArrayList<>();
        rows.add(count("planned", n.planned(), false));
        rows.add(count("compared", n.compared(), false));
        rows.add(count("no face", n.noFace(), false));
        rows.add(count("unreadable", n.unreadable(), false));
        rows.add(count("failed", n.failed(), false));
        rows.add(count("masks computed", n.masksComputed(), true));
        rows.add(count("masks reused", n.masksReused(), false));
        rows.add(count("embeddings computed", n.embeddingsComputed(), false));
        rows.add(count("embeddings reused", n.embeddingsReused(), false));
        if (n.trainingsComputed() + n.trainingsReused() > 0) {
            rows.add(count("recognizers trained", n.trainingsComputed(), false));
            rows.add(count("recognizers reused", n.trainingsReused(), false));
            rows.add(count("inversions computed", n.inversionsComputed(), false));
            rows.add(count("inversions reused", n.inversionsReused(), false));
        }
        rows.add(
                n.peakMemoryMib() > 0
                        ? count("peak memory, MiB", n.peakMemoryMib(), false)
                        : new Row(
                                List.of("peak memory, MiB"),
                                List.of(Value.missing("the record does not tell")),
                                false));
        return new Table(
                run.prefix() + "counts",
                "Counts",
                "Trials planned, and what became of them; what was computed in this run, and reused from the store, with the"
                        + " times that it took when it was computed; the most memory that the process held.",
                List.of("count"),
                List.of(Column.number("number")),
                rows);
    }

    private static Row count(String name, long number, boolean apart) {
        return new Row(List.of(name), List.of(Value.of(Text.count(number))), apart);
    }

    private static Table thresholds(Run run) {
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (ThresholdEntry t : run.info().thresholds()) {
            rows.add(new Row(
                    List.of(t.recognizer(), t.id()),
                    List.of(
                            Value.of(Text.rate(t.far())),
                            Value.of(
                                    Text.fixed(t.reached() * 100, 3),
                                    Text.fixed(t.reachedLow() * 100, 3) + "–" + Text.fixed(t.reachedHigh() * 100, 3)),
                            Value.of(Text.fixed(t.similarity(), 4)),
                            Value.of(Text.count(t.impostors())),
                            Value.of(Text.brief(t.pairsDigest()))),
                    !t.recognizer().equals(above)));
            above = t.recognizer();
        }
        return new Table(
                run.prefix() + "thresholds",
                "Thresholds",
                "Calibrated on clean impostor pairs of people who are not protected. FAR reached in percent, with its 95 %"
                        + " interval; the model says \"same\" above the similarity.",
                List.of("model", "threshold"),
                List.of(
                        Column.number("FAR asked"),
                        Column.number("FAR reached, %"),
                        Column.number("similarity"),
                        Column.number("impostor pairs"),
                        Column.words("pairs digest")),
                rows);
    }
}
