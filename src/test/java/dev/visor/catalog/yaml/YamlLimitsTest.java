package dev.visor.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that nobody wrote by hand ends in a sentence, at once. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class YamlLimitsTest {

    @TempDir
    private Path folder;

    private final ValidationErrors problems = new ValidationErrors();

    @Test
    void aHugeFileIsNotRead() throws IOException {
        refuses("k: 1\n".repeat(2_000_000), "is larger than the 1,048,576 bytes");
    }

    @Test
    void aDeepOneIsNotFollowed() throws IOException {
        refuses("a: " + "[".repeat(5_000) + "]".repeat(5_000), "x.yaml:1: has more than 16 levels of lists and keys");
        refuses(
                "a: " + "{a: ".repeat(5_000) + "}".repeat(5_000),
                "x.yaml:1: has more than 16 levels of lists and keys");
    }

    @Test
    void aLongListIsNotFollowed() throws IOException {
        refuses("a: [" + "1,".repeat(2_000) + "1]", "has a list of more than 1000 items");
    }

    @Test
    void anAliasIsToldAndNotTakenForAWord() throws IOException {
        refuses("a: &x [1]\nb: *x\n", "x.yaml:2: uses an alias (*x); write the value out");
    }

    @Test
    void aPipeAndAFolderAreNotOpened() throws Exception {
        Path pipe = folder.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(new YamlReader(problems).read(pipe, "pipe.yaml")).isEmpty();
        assertThat(new YamlReader(problems).read(folder, "folder")).isEmpty();

        assertThat(problems.sentences().get(0)).contains("is a pipe, a socket or a device");
        assertThat(problems.sentences().get(1)).contains("is a folder");
    }

    @Test
    void aThousandProblemsAreToldInAHundredLines() {
        for (int i = 0; i < 1_000; i++) {
            problems.add(new SourceLocation("x.yaml", i), "x".repeat(i * 10));
        }

        assertThat(catchThrowable(problems::throwIfAny).getMessage().lines())
                .hasSize(101)
                .last()
                .isEqualTo("and 900 more problems");
        assertThat(problems.sentences()).allMatch(sentence -> sentence.length() < 2_010);
    }

    @Test
    void aNumberOfAMillionDigitsIsNoNumber() {
        assertThat(Values.plain(new Yaml.Scalar(new SourceLocation("x", 1), "9".repeat(1_000_000))))
                .isInstanceOf(String.class);
        assertThat(NearestWord.unknown("key", "k".repeat(1_000_000), List.of("known")))
                .hasSizeLessThan(300);
    }

    private void refuses(String text, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), text);
        ValidationErrors found = new ValidationErrors();
        new YamlReader(found).read(file, "x.yaml");
        assertThat(found.sentences()).anySatisfy(problem -> assertThat(problem).contains(sentence));
    }
}
