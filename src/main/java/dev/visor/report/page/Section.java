package dev.visor.report.page;

import dev.visor.report.chart.Figure;
import dev.visor.report.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A part of the page under one heading. */
public record Section(String id, String title, List<Block> blocks) {

    public Section {
        blocks = List.copyOf(blocks);
    }

    /** A section, unless it has nothing to say. */
    public static Optional<Section> of(String id, String title, List<Block> blocks) {
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section(id, title, blocks));
    }

    /** Returns the section's tables in order, those folded away too. */
    public List<Table> tables() {
        return all(blocks)
                .flatMap(block -> block instanceof Block.Tabular tabular ? Stream.of(tabular.table()) : Stream.empty())
                .toList();
    }

    public List<Figure> figures() {
        return all(blocks)
                .flatMap(block -> block instanceof Block.Charts charts
                        ? charts.figures().stream()
                        : block instanceof Block.Live live ? Stream.of(live.figure()) : Stream.empty())
                .toList();
    }

    private static Stream<Block> all(List<Block> blocks) {
        return blocks.stream().flatMap(b -> b instanceof Block.Details details ? all(details.blocks()) : Stream.of(b));
    }

    /** A part of a section. */
    public sealed interface Block {

        record Paragraph(String text) implements Block {}

        record Tabular(Table table) implements Block {}

        /** Charts side by side where there is room. */
        record Charts(List<Figure> figures) implements Block {}

        /**
         * A scatter chart that the page's script draws anew from a table of the page, so that points can be pointed at.
         *
         * @param figure stands in its place where no script runs, on paper, and among the chart files
         * @param table id of the table; its rows are the points, and where a cell has an interval, the point has a bar
         * @param x name of the column to the right
         * @param y name of the column upwards
         * @param caption of what the script draws, which has no legend
         */
        record Live(Figure figure, String table, String x, String y, String caption) implements Block {}

        /** Folded away until the reader opens it; printed all the same. */
        record Details(String summary, List<Block> blocks) implements Block {

            public Details {
                blocks = List.copyOf(blocks);
            }
        }

        /**
         * Figures that the page's script shows as a table, with a sentence for readers without it.
         *
         * @param without what stands in its place where no script runs
         */
        record Data(String id, String text, String without) implements Block {}

        record Strip(String caption, List<Triple> triples) implements Block {}

        /** A row of faces for each thing that was done to them, a column a person. */
        record Gallery(String caption, List<String> people, List<Faces> rows) implements Block {

            public Gallery {
                people = List.copyOf(people);
                rows = List.copyOf(rows);
            }
        }
    }

    /** One photo: as it was, the mask amplified, as it is shared. */
    public record Triple(String probe, RecordPicture original, RecordPicture mask, RecordPicture protectedPhoto) {}

    /** Pictures of what was done, and what came of it for each person; a file may be missing. */
    public record Faces(String name, List<RecordPicture> pictures) {

        public Faces {
            pictures = List.copyOf(pictures);
        }
    }
}
