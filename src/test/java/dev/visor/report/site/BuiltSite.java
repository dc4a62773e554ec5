package dev.visor.report.site;

import dev.visor.result.RunRecord;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A site that a test built, and ways to look at it. */
public record BuiltSite(Path folder) {

    public static BuiltSite of(Path folder, List<RunRecord> records, JudgedClaim... claims) {
        Site.write(records, List.of(claims), List.of(), folder);
        return new BuiltSite(folder);
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** Returns a page, which is well-formed XML too. */
    Document page(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text(file))));
    }

    /** Returns the paths of all HTML pages. */
    public List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Returns the rows of {@code board.csv}. */
    List<CSVRecord> rows() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(folder.resolve("board.csv"), StandardCharsets.UTF_8, format)) {
            return rows.getRecords();
        }
    }

    /** Returns the runs of each table, but for controls. */
    Map<String, List<String>> runsByTable() throws IOException {
        Map<String, List<String>> runs = new TreeMap<>();
        for (CSVRecord row : rows()) {
            if (!row.get("rank_first").equals("-")) {
                runs.computeIfAbsent(row.get("table"), table -> new ArrayList<>())
                        .add(row.get("run"));
            }
        }
        return runs;
    }

    static List<Element> all(Document page, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
