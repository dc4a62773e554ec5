package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.contract.Home;
import dev.visor.contract.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * First sentences of Javadoc stand alone: "Returns the trials ...", "A rule on ...", not "What ...", "Of ..." or "As ...", which
 * only go on from a name.
 */
class JavadocTest {

    private static final Pattern FRAGMENT =
            Pattern.compile("/\\*\\*[\\s*]*((?:What|Where|Which|Who|Whom|Whose|How|Why|When|As|Of|That"
                    + "|The same|Those|By|For|So|Since|Empty|Likewise|Made|Told)\\b[^\\n]*)");

    @Test
    void noFirstSentenceGoesOnFromTheNameThatItIsOf() throws IOException {
        try (Stream<Path> files = Files.walk(Home.PATH.resolve("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> fragments(Pages.read(file))
                                    .map(found -> Home.PATH.relativize(file) + ": " + found)))
                    .isEmpty();
        }
    }

    @Test
    void theRuleFindsFragmentsAndNoOtherSentences() {
        assertThat(fragments(
                        "/** What a probe met. */\nint a;\n/**\n * As written.\n */\nint b;\n/** The same again. */"))
                .containsExactly("What a probe met. */", "As written.", "The same again. */");
        assertThat(
                        fragments(
                                "/** Whether it is. */ /** Whatever comes. */ /** Asks. */ /* What. */ /** A photo. What is it? */"))
                .isEmpty();
    }

    private static Stream<String> fragments(String source) {
        return FRAGMENT.matcher(source).results().map(match -> match.group(1));
    }
}
