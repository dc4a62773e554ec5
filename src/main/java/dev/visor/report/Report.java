package dev.visor.report;

import dev.visor.core.InputError;
import dev.visor.core.file.FolderLock;
import dev.visor.core.file.WholeFile;
import dev.visor.core.text.Markdown;
import dev.visor.report.chart.ChartFiles;
import dev.visor.report.chart.Figure;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.recognition.SecurityCurve;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.table.LatexTables;
import dev.visor.report.table.MarkdownTables;
import dev.visor.report.table.Table;
import dev.visor.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes what runs have to say: {@code index.html}, {@code tables.md}, {@code tables.tex}, and {@code charts/} as PNG, SVG
 * and PDF. Never runs anything; the same records give the same tables.
 */
public final class Report {

    /** Stands at the end of every report. */
    public static final String CAUTION = "These numbers hold for these models, this data and these attacks; a stronger"
            + " attack can only lower them.";

    private static final String TITLE = "Visor report";

    private Report() {}

    /**
     * Writes the report of one or several runs; how rates change from run to run is told by {@link dev.visor.report.site.Site}.
     *
     * @param out a folder, made if missing; files of an earlier report there are replaced
     * @return the page
     * @throws InputError if a record cannot be read, or the report not written
     */
    public static Path write(List<RunRecord> records, Path out, ReportOptions options) {
        List<Run> runs = read(records);
        List<RunReport> reports = runs.stream()
                .map(run -> RunReport.of(run, options, runs.size() == 1))
                .toList();
        List<Section> shared = runs.size() == 1
                ? List.of()
                : SecurityCurve.section(runs, "").stream().toList();
        String title =
                runs.size() == 1 ? TITLE + ": " + runs.get(0).info().suite().id() : TITLE;
        return write(title, reports, shared, out);
    }

    private static List<Run> read(List<RunRecord> records) {
        if (records.isEmpty()) {
            throw new InputError("a report needs a run: give the folder of at least one");
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            runs.add(Run.read(records.get(i), records.size() == 1 ? "" : "run" + (i + 1) + "-"));
        }
        return runs;
    }

    private static Path write(String title, List<RunReport> reports, List<Section> shared, Path out) {
        Path page = out.resolve("index.html");
        Path charts = out.resolve("charts");
        FolderLock.during(out, () -> {
            List.of(out, charts).forEach(folder -> WholeFile.sweep(folder, Instant.MAX));
            figures(reports, shared).forEach(figure -> ChartFiles.write(figure, charts));
            text(out.resolve("tables.md"), markdown(title, reports, shared));
            text(out.resolve("tables.tex"), latex(reports, shared));
            // Last: a page that is there has all that belongs to it.
            text(page, Page.of(title, reports, shared, docs(out)));
        });
        return page;
    }

    /** Finds the documentation's folder above the page's: a report within the project links to it. */
    public static Optional<String> docs(Path out) {
        Path folder = out.toAbsolutePath().normalize();
        StringBuilder path = new StringBuilder();
        for (Path above = folder; above != null; above = above.getParent()) {
            if (Files.isRegularFile(above.resolve("docs/methodology.md"))) {
                return Optional.of(path + "docs");
            }
            path.append("../");
        }
        return Optional.empty();
    }

    private static void text(Path file, String text) {
        WholeFile.write(file, out -> out.write(text));
    }

    private static String markdown(String title, List<RunReport> reports, List<Section> shared) {
        StringBuilder out =
                new StringBuilder("# ").append(MarkdownTables.escape(title)).append("\n\n");
        for (RunReport report : reports) {
            out.append(MarkdownTables.escape("Run " + report.run().name())).append("\n\n");
            out.append("**What this run cannot prove.** ")
                    .append(MarkdownTables.escape(report.run().caveat()))
                    .append("\n\n");
            report.run()
                    .info()
                    .warnings()
                    .forEach(w -> out.append("Warning %s: %s\n\n"
                            .formatted(Markdown.code(w.code()), MarkdownTables.escape(w.message()))));
            sectionTables(out, report.headline());
            report.sections().forEach(section -> sectionTables(out, section));
        }
        shared.forEach(section -> sectionTables(out, section));
        return out.append(CAUTION).append("\n").toString();
    }

    private static void sectionTables(StringBuilder out, Section section) {
        List<Table> tables = section.tables();
        if (tables.isEmpty()) {
            return;
        }
        out.append("## ").append(MarkdownTables.escape(section.title())).append("\n\n");
        section.blocks().stream()
                .flatMap(block -> block instanceof Block.Paragraph p ? Stream.of(p.text()) : Stream.empty())
                .forEach(text -> out.append(Markdown.paragraph(text)).append("\n\n"));
        tables.forEach(table -> out.append(MarkdownTables.render(table)).append("\n"));
    }

    private static String latex(List<RunReport> reports, List<Section> shared) {
        StringBuilder out = new StringBuilder("% needs \\usepackage{booktabs}\n% ").append(CAUTION);
        out.append("\n");
        sections(reports, shared)
                .flatMap(s -> s.tables().stream())
                .forEach(table -> out.append("\n").append(LatexTables.render(table)));
        return out.toString();
    }

    private static Stream<Section> sections(List<RunReport> reports, List<Section> shared) {
        return Stream.concat(reports.stream().flatMap(RunReport::all), shared.stream());
    }

    private static List<Figure> figures(List<RunReport> reports, List<Section> shared) {
        return sections(reports, shared).flatMap(s -> s.figures().stream()).toList();
    }
}
