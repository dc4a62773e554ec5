package dev.visor.catalog.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.harness.exchange.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites of jobs, and the words of those who supply images. */
class SuiteForJobsTest {

    private static final Catalog CATALOG = new Catalog(Home.PATH);

    @TempDir
    private Path result;

    @Test
    void aJobsSuiteHasNoDefenseAndNoCountermeasureForWhichTheTrackerProtectsFurtherPhotos() {
        SuiteForJobs made = SuiteForJobs.of(CATALOG, "lfw-ladder", Overrides.NONE);

        assertThat(made.suite().suite().defenses()).containsExactly("none");
        assertThat(made.suite().suite().seeds()).hasSize(1);
        assertThat(made.suite().suite().countermeasures())
                .contains("none", "jpeg-75", "tv")
                .doesNotContain("known-defense", "tuned-recognizer");
        assertThat(made.suite().caveat())
                .startsWith(CATALOG.suite("lfw-ladder", Overrides.NONE).caveat())
                .contains("known-defense", "took no part");
    }

    @Test
    void itIsTheSameWhenItIsMadeAgainOfWhatTheJobTells() {
        SuiteForJobs made = SuiteForJobs.of(
                CATALOG,
                "lfw-ladder",
                new Overrides(List.of("probes=4"), List.of("noise"), List.of(), List.of("faceres")));

        SuiteForJobs again = SuiteForJobs.again(CATALOG, "lfw-ladder", made.settings());

        assertThat(again.suite().digest()).isEqualTo(made.suite().digest());
        assertThat(again.suite().suite().protocol().probes()).isEqualTo(4);
        assertThat(again.suite().suite().models()).containsExactly("faceres");
    }

    @Test
    void theExampleOfASubmissionIsOne() throws IOException {
        Files.writeString(result.resolve(Submission.FILE), SubmissionReader.EXAMPLE);

        assertThat(SubmissionReader.read(result).id()).isEqualTo("my-cloak");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: my-cloak | id: none | id must be a name",
                "id: my-cloak | id: a/b | id must be a name",
                "id: my-cloak | ident: x | key \"id\" is missing",
                "seconds_per_photo: 0 | seconds_per_photo: -1 | seconds_per_photo must not be negative",
                "seconds_per_photo: 0 | seconds_per_photo: fast | seconds_per_photo must be a number",
                "surrogates: [] | surrogates: all | surrogates must be a list",
                "people: who | persons: who | key \"people\" is missing",
                "method: one line about it | method: | method must be a text",
            })
    void aSubmissionThatIsWrongIsToldWhereAndHow(String right, String wrong, String sentence) throws IOException {
        assertThat(SubmissionReader.EXAMPLE).contains(right);
        Files.writeString(result.resolve(Submission.FILE), SubmissionReader.EXAMPLE.replace(right, wrong));

        assertThatThrownBy(() -> SubmissionReader.read(result))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(Submission.FILE)
                .hasMessageContaining(sentence);
    }

    @Test
    void aResultWithoutASubmissionIsToldWhatToDo() {
        assertThatThrownBy(() -> SubmissionReader.read(result))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("copy submission.yaml.example of the job there");
        assertThatThrownBy(() -> SubmissionReader.read(result.resolve("nowhere")))
                .hasMessageContaining("is no folder");
    }
}
