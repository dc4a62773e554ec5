package dev.visor.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.harness.Guard;
import dev.visor.selftest.bed.GeneratedBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The self-test itself: it catches every seeded case, and it fails as soon as the harness looks away. */
class SelfTestTest {

    /** What nobody ends after its second goes on for as long as anybody waits. */
    private static final Duration NEVER_ENDS = Duration.ofSeconds(4);

    @TempDir
    private static Path people;

    private static GeneratedBed bed;

    @TempDir
    private Path folder;

    @BeforeAll
    static void drawPeople() {
        bed = new GeneratedBed(people);
    }

    @Test
    void underAllGuardsEveryPlantIsCaught() {
        List<CaseResult> findings = run(SelfTest.seededCases(bed), Optional.empty());

        assertThat(findings)
                .hasSizeGreaterThan(20)
                .allSatisfy(finding ->
                        assertThat(finding.caught()).as(finding.line()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void withoutAGuardWhatOnlyItCatchesSlipsThrough(Guard guard) {
        List<SeededCase> seededCases = SelfTest.seededCases(bed).stream()
                .filter(seededCase -> seededCase.guard().equals(Optional.of(guard)))
                .toList();

        List<CaseResult> findings = run(seededCases, Optional.of(guard));

        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.caught()).as(finding.line()).isFalse());
    }

    @Test
    void thePageSaysOfEveryGuardWhatItCatchesAlone() throws IOException {
        String page = Files.readString(Path.of("docs/selftest.md"));

        for (Guard guard : Guard.values()) {
            String slips = SelfTest.seededCases(bed).stream()
                    .filter(seededCase -> seededCase.guard().equals(Optional.of(guard)))
                    .map(SeededCase::id)
                    .collect(Collectors.joining(", "));
            assertThat(page).contains("| %s | %s | %s |\n".formatted(guard.word(), guard.claim(), slips));
        }
    }

    private List<CaseResult> run(List<SeededCase> seededCases, Optional<Guard> without) {
        SelfTest patient = new SelfTest(folder.resolve("runs"), "cpu", Clock.systemUTC());
        SelfTest impatient = new SelfTest(folder.resolve("runs"), "cpu", Clock.systemUTC(), NEVER_ENDS);
        return (without.equals(Optional.of(Guard.TIME_LIMIT)) ? impatient : patient)
                .run(bed, seededCases, without, finding -> {});
    }
}
