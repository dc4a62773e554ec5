package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of {@code run.json} is noticed, and the key that was changed is named. */
final class RunDigestTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        new RunRecord(folder).write(SmallRun.started());
    }

    @Test
    void aFileThatNobodyTouchedFits() {
        assertThat(RunJson.alterations(folder)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "It proves nothing., It proves a lot., suite.caveat",
        "6566f9d0000, 6566f9d0001, commit",
        "'\"dirty\" : true', '\"dirty\" : false', dirty",
        "'\"cores\" : 2', '\"cores\" : 3', environment.cores",
        "'\"warnings\" : [ ]', '\"warnings\" : [ { \"code\" : \"a\", \"message\" : \"b\" } ]', warnings",
        "'\"recognized\" : 0', '\"recognized\" : 9', suite.settings.recognized",
    })
    void namesTheKeyThatWasChanged(String before, String after, String key) throws IOException {
        change(before, after);

        assertThat(RunJson.alterations(folder))
                .extracting(Alteration::toString)
                .containsExactly("run.json, " + key + ": was changed after the run wrote it");
        assertThatThrownBy(() -> RunRecord.open(folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is not what its run wrote (run.json, " + key);
    }

    @Test
    void namesAKeyThatIsGone() throws IOException {
        change("\"commit\" : \"6566f9d0000\",", "");

        assertThat(RunJson.alterations(folder))
                .extracting(Alteration::toString)
                .containsExactly("run.json, commit: is missing, and was there when the run wrote it");
    }

    @Test
    void whoeverTakesTheDigestAwayIsNoticed() throws IOException {
        String text = Files.readString(folder.resolve("run.json"));
        Files.writeString(folder.resolve("run.json"), text.replaceFirst("(?s),\\s*\"digest\" : \\{.*", "\n}\n"));

        assertThat(RunJson.alterations(folder)).extracting(Alteration::where).containsExactly("run.json, digest");
    }

    @Test
    void whiteSpaceAndTheOrderOfKeysAreNoChange() throws IOException {
        Path file = folder.resolve("run.json");
        Files.writeString(file, Files.readString(file).replace("\n", " \n"));

        assertThat(RunJson.alterations(folder)).isEmpty();
    }

    private void change(String before, String after) throws IOException {
        Path file = folder.resolve("run.json");
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }
}
