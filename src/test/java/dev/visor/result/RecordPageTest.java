package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/record.md} describes every file and every column of a record. */
final class RecordPageTest {

    @ParameterizedTest
    @EnumSource(RecordFile.class)
    void namesTheFileAndItsColumns(RecordFile file) throws IOException {
        String page = Files.readString(Path.of("docs/record.md"));

        assertThat(page).contains("`" + file.word() + "`");
        assertThat(file.columns()).allSatisfy(column -> assertThat(page).contains("`" + column + "`"));
    }
}
