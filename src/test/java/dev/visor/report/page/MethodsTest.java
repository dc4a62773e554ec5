package dev.visor.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.page.Methods.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodsTest {

    @Test
    void aHeadingTellsSectionStateAndPage() {
        assertThat(Methods.parse(
                        "# Title\n\nText.\n\n## one open a.md#b\nFirst\nline.\n\n## two closed c.md\nSecond.\n"))
                .isEqualTo(Map.of(
                        "one", new Method(true, "a.md#b", "First line."), "two", new Method(false, "c.md", "Second.")));
    }

    @Test
    void everyPageAndHeadingThatIsLinkedToIsThere() throws IOException {
        Map<String, Method> methods = Methods.parse(PageFiles.methods());
        assertThat(methods).hasSizeGreaterThan(15);
        for (Method method : methods.values()) {
            String[] link = method.page().split("#");
            String page = Files.readString(Path.of("docs").resolve(link[0]));
            if (link.length > 1) {
                assertThat(page.lines()
                                .filter(line -> line.startsWith("#"))
                                .map(line -> line.replaceFirst("^#+ ", "")
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^a-z0-9 _-]", "")
                                        .replace(' ', '-')))
                        .as(method.page())
                        .contains(link[1]);
            }
        }
    }
}
