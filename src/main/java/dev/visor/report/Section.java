package dev.visor.report;

import dev.visor.report.chart.Figure;
import dev.visor.report.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A part of the page under one heading. */
record Section(String id, String title, List<Block> blocks) {

    Section {
        blocks = List.copyOf(blocks);
    }

    /** A section, unless it has nothing to say. */
    static Optional<Section> of(String id, String title, List<Block> blocks) {
        return blocks.isEmpty() ? Optional.empty() : Optional.of(new Section(id, title, blocks));
    }

    /** What a section is made of. */
    sealed interface Block {

        record Paragraph(String text) implements Block {}

        record Tabular(Table table) implements Block {}

        /** Charts side by side where there is room. */
        record Charts(List<Figure> figures) implements Block {}

        record Strip(String caption, List<Triple> triples) implements Block {}
    }

    /** One photo: as it was, the mask amplified, as it is shared. */
    record Triple(String probe, Path original, Path mask, Path protectedPhoto) {}
}
