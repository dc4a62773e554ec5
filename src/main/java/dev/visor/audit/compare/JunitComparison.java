package dev.visor.audit.compare;

import dev.visor.core.text.Printable;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A comparison as JUnit XML: one test case a row, a regression is a failure, what cannot be told is an error, and what is not gated
 * is skipped.
 */
public final class JunitComparison {

    private JunitComparison() {}

    public static String of(Comparison comparison) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", Printable.line("visor compare " + comparison.base() + " " + comparison.now()));
            count(xml, "tests", comparison.rows());
            count(xml, "failures", comparison.gated(Verdict.REGRESSION));
            count(xml, "errors", comparison.gated(Verdict.INCONCLUSIVE));
            count(
                    xml,
                    "skipped",
                    comparison.rows().stream().filter(row -> !row.gated()).toList());
            for (Row row : comparison.rows()) {
                testCase(xml, row);
            }
            xml.writeCharacters("\n  ");
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(TextComparison.of(comparison)));
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can always be written to", e);
        }
        return text.toString();
    }

    private static void count(XMLStreamWriter xml, String what, List<Row> rows) throws XMLStreamException {
        xml.writeAttribute(what, Integer.toString(rows.size()));
    }

    private static void testCase(XMLStreamWriter xml, Row row) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", Printable.line("visor." + row.metric()));
        xml.writeAttribute(
                "name",
                Printable.line(
                        row.number().cell().id() + " " + row.number().pairing().word()));
        if (!row.gated()) {
            outcome(xml, "skipped", row);
        } else if (row.verdict() != Verdict.PASS) {
            outcome(xml, row.verdict() == Verdict.REGRESSION ? "failure" : "error", row);
        }
        xml.writeEndElement();
    }

    private static void outcome(XMLStreamWriter xml, String element, Row row) throws XMLStreamException {
        xml.writeEmptyElement(element);
        xml.writeAttribute("message", Printable.line(row.gated() ? sentence(row) : "not gated: " + sentence(row)));
        if (row.gated()) {
            xml.writeAttribute("type", row.verdict().word());
        }
    }

    private static String sentence(Row row) {
        return Figures.why(row) + ", " + Figures.change(row) + ", " + row.metric() + " of " + row.defense();
    }

    /** Returns a text without the control characters that XML cannot hold; lines stay apart. */
    private static String clean(String text) {
        return Printable.lines(text);
    }
}
