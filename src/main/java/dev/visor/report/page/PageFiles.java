package dev.visor.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet, the script and the library that every page carries within itself. */
public final class PageFiles {

    /** Version of the library D3, as in {@code pom.xml}. */
    public static final String D3 = "7.9.0";

    private PageFiles() {}

    public static String style() {
        return read("page.css");
    }

    /** Returns the few lines that run before anything is shown. */
    public static String early() {
        return read("early.js");
    }

    public static String script() {
        return read("page.js");
    }

    /** Returns what a site of many pages adds to the style sheet. */
    public static String siteStyle() {
        return read("site.css");
    }

    /** Returns the script by which a site is searched. */
    public static String search() {
        return read("search.js");
    }

    /** Returns the paragraphs of {@link Methods}. */
    static String methods() {
        return read("methods.md");
    }

    /** Returns D3, its license first as that asks for: scales, axes, sorting and CSV of the page are its. */
    public static String d3() {
        String folder = "/META-INF/resources/webjars/d3/" + D3;
        return "/*\n" + read(folder + "/LICENSE") + "\n*/\n" + read(folder + "/dist/d3.min.js");
    }

    private static String read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the application");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
