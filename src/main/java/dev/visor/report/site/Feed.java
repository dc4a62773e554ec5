package dev.visor.report.site;

import dev.visor.core.text.Printable;
import dev.visor.report.board.BoardRun;
import dev.visor.report.page.Answer;
import dev.visor.report.page.Glance;
import dev.visor.report.run.Facts;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A feed of changes (Atom, RFC 4287): the runs, the newest first, dated by their records. */
final class Feed {

    static final String PATH = "feed.xml";

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final XMLStreamWriter xml;

    private Feed(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(SiteContent content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new Feed(xml).write(content);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("no feed can be made of this", e);
        }
        return text + "\n";
    }

    private void write(SiteContent content) throws XMLStreamException {
        List<BoardRun> newest = content.runs().stream()
                .sorted(Comparator.comparing(Feed::updated).reversed().thenComparing(BoardRun::page))
                .toList();
        xml.writeStartDocument("utf-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("feed");
        xml.writeDefaultNamespace(ATOM);
        element("title", "Visor board: runs");
        element("id", "urn:uuid:" + UUID.nameUUIDFromBytes("visor board".getBytes(StandardCharsets.UTF_8)));
        element(
                "updated",
                newest.stream()
                        .findFirst()
                        .map(Feed::updated)
                        .orElse(Instant.EPOCH)
                        .toString());
        link("self", PATH);
        link("alternate", BoardPage.PATH);
        xml.writeStartElement("author");
        element("name", "Visor");
        xml.writeEndElement();
        for (BoardRun run : newest) {
            entry(run);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void entry(BoardRun run) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("entry");
        element("title", run.name() + ": " + run.run().info().suite().summary());
        String made =
                run.run().info().started() + " " + run.run().info().suite().digest();
        element("id", "urn:uuid:" + UUID.nameUUIDFromBytes(made.getBytes(StandardCharsets.UTF_8)));
        element("published", run.run().info().started().toString());
        element("updated", updated(run).toString());
        link("alternate", run.path());
        element("summary", summary(run));
        xml.writeEndElement();
    }

    private static String summary(BoardRun run) {
        Glance glance = RunPage.glance(run.run());
        return glance.answer().map(Answer::verdict).orElseGet(() -> Facts.sentence(glance.summary()));
    }

    private static Instant updated(BoardRun run) {
        return run.run().info().finished().orElse(run.run().info().started());
    }

    private void element(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(Printable.replaced(text));
        xml.writeEndElement();
    }

    private void link(String relation, String path) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", path);
    }
}
