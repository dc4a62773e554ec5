package dev.visor.report.site;

import dev.visor.report.page.PageFiles;
import dev.visor.result.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that all pages of the site share. */
final class SiteFiles {

    static final String STYLE = "assets/style.css";

    /** Scripts in the order in which a page asks for them: the index before the search that reads it. */
    static final List<String> SCRIPTS =
            List.of("assets/d3.js", "assets/page.js", "assets/index.js", "assets/search.js");

    private SiteFiles() {}

    /** A page that can be searched for. */
    record Found(String title, String kind, String path, String words) {}

    /** Returns all of them by path. */
    static Map<String, String> of(List<Found> pages) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(STYLE, PageFiles.style() + "\n\n" + PageFiles.siteStyle() + "\n");
        files.put(SCRIPTS.get(0), PageFiles.d3() + "\n");
        files.put(SCRIPTS.get(1), PageFiles.script() + "\n");
        files.put(SCRIPTS.get(2), index(pages));
        files.put(SCRIPTS.get(3), PageFiles.search() + "\n");
        return files;
    }

    /** A script and no JSON: a page that lies in a folder may not read files. */
    private static String index(List<Found> pages) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Found page : pages) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("title", page.title());
            row.put("kind", page.kind());
            row.put("path", page.path());
            row.put("words", page.words());
            rows.add(row);
        }
        return "window.visorIndex = " + JsonText.of(Map.of("pages", rows)).strip() + ";\n";
    }
}
