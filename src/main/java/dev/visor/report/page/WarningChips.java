package dev.visor.report.page;

import dev.visor.result.RunInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Warnings as chips, one a code with its count, which open; and what the codes mean, once for all runs of a page. */
public final class WarningChips {

    private WarningChips() {}

    public static void render(Html html, RunInfo info) {
        if (info.warnings().isEmpty()) {
            html.leaf("p", "The run raised no warnings.", "class", "quiet").line();
            return;
        }
        Map<String, List<RunInfo.Warning>> byCode = new LinkedHashMap<>();
        info.warnings()
                .forEach(warning -> byCode.merge(
                        warning.code(),
                        List.of(warning),
                        (one, more) ->
                                Stream.concat(one.stream(), more.stream()).toList()));
        html.open("div", "class", "chips", "role", "group", "aria-label", "Warnings")
                .leaf(
                        "span",
                        info.warnings().size() == 1
                                ? "1 warning"
                                : info.warnings().size() + " warnings",
                        "class",
                        "label")
                .line();
        byCode.forEach((code, warnings) -> chip(html, code, warnings));
        html.close().line();
    }

    private static void chip(Html html, String code, List<RunInfo.Warning> warnings) {
        html.open("details", "class", "chip").open("summary").leaf("code", code);
        if (warnings.size() > 1) {
            html.text(" ").leaf("span", "× " + warnings.size(), "class", "count");
        }
        html.close().open("ul");
        for (RunInfo.Warning warning : warnings) {
            html.open("li").leaf("code", code).text(" " + warning.message()).close();
        }
        html.close();
        if (WarningTexts.explains(code)) {
            html.open("p")
                    .leaf("a", "What " + code + " means", "href", "#" + anchor(code))
                    .close();
        }
        html.close().line();
    }

    /** Writes the paragraphs behind the codes, as a section; nothing if there are none. */
    public static void explain(Html html, List<RunInfo> runs) {
        List<String> codes = runs.stream()
                .flatMap(info -> info.warnings().stream())
                .map(RunInfo.Warning::code)
                .distinct()
                .filter(WarningTexts::explains)
                .toList();
        if (codes.isEmpty()) {
            return;
        }
        html.open("section", "id", "warnings", "class", "part").open("details", "class", "part");
        html.open("summary").leaf("h2", "What the warnings mean").close().line();
        for (String code : codes) {
            html.open("h3", "id", anchor(code)).leaf("code", code).close().line();
            WarningTexts.paragraphs(code).forEach(text -> html.leaf("p", text).line());
        }
        html.close().close().line();
    }

    private static String anchor(String code) {
        return "warning-" + Text.slug(code);
    }
}
