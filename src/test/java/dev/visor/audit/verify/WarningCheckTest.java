package dev.visor.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.ForgedRun;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever deletes, invents or rewords a warning is found out by the record alone, digests forged or not. */
class WarningCheckTest {

    @TempDir
    private Path folder;

    private RunRecord record;

    @BeforeEach
    void writeARecord() {
        record = ForgedRun.in(folder.resolve("run"));
    }

    @Test
    void theWarningsOfARunFollowFromItsRecord() {
        assertThat(record.info().warnings())
                .extracting(Warning::code)
                .containsExactly("few-probes", "same-architecture", "training-overlap", "no-detector", "no-face");
        assertThat(Verification.of(record).recomputed()).containsEntry("warnings", 5L);
        mismatches().isEmpty();
    }

    @Test
    void aWarningThatWasDeletedIsMissed() {
        forge(warnings -> warnings.removeIf(code("few-probes")));

        mismatches()
                .singleElement()
                .hasToString(
                        "run.json, warnings: few-probes is missing, expected \"all ran on 12 probes: the 95 % interval"
                                + " of a rate near one half spans 49 points\"");
    }

    @Test
    void allWarningsThatWereDeletedAreMissed() throws IOException {
        tellOfPhotos();
        forge(List::clear);

        mismatches()
                .extracting(Mismatch::what)
                .satisfiesExactlyInAnyOrder(
                        what -> assertThat(what).startsWith("few-probes is missing"),
                        what -> assertThat(what).startsWith("same-architecture is missing"),
                        what -> assertThat(what).startsWith("training-overlap is missing"),
                        what -> assertThat(what).startsWith("no-detector is missing"),
                        what -> assertThat(what).startsWith("no-face is missing, expected \"16 of 384 trials"));
    }

    /** Visors that took no digest of photos told nothing of photos without a face. */
    @Test
    void aWarningOfPhotosThatWasDeletedIsMissed() {
        forge(warnings -> warnings.removeIf(code("no-face")));

        mismatches().singleElement().asString().contains("no-face is missing");
    }

    @Test
    void aWarningThatFollowsFromNothingIsNamed() {
        forge(warnings -> warnings.add(new Warning("white-box-only", "cloak is weak")));

        mismatches()
                .singleElement()
                .hasToString(
                        "run.json, warnings: white-box-only follows from nothing in the record: \"cloak is weak\"");
    }

    @Test
    void aWarningThatWasGivenOtherWordsIsNamedWithThoseThatWereExpected() {
        forge(warnings -> warnings.replaceAll(
                warning -> code("no-detector").test(warning) ? new Warning(warning.code(), "all is well") : warning));

        mismatches()
                .singleElement()
                .satisfies(mismatch -> assertThat(mismatch.toString())
                        .startsWith(
                                "run.json, warnings: no-detector: \"all is well\", expected \"alignment photo used"));
    }

    @Test
    void aWarningThatStandsTwiceFollowsOnce() {
        forge(warnings -> warnings.add(warnings.get(0)));

        mismatches()
                .singleElement()
                .satisfies(mismatch ->
                        assertThat(mismatch.what()).startsWith("few-probes follows from nothing in the record"));
    }

    @Test
    void aCodeThatNobodyKnowsIsNamed() {
        forge(warnings -> warnings.add(new Warning("no-such-code", "beware")));

        mismatches()
                .singleElement()
                .hasToString("run.json, warnings: no-such-code is no code of a warning: \"beware\"");
    }

    @Test
    void whatTheMachineFoundIsBelieved() {
        forge(warnings -> {
            warnings.add(new Warning("same-photo", "2 of the photos used are there under several names"));
            warnings.replaceAll(warning -> code("no-face").test(warning)
                    ? new Warning(warning.code(), warning.message() + ", unprotected ones among them: a.png; b.png")
                    : warning);
        });

        mismatches().isEmpty();
    }

    @Test
    void howManyPhotosShowedNoFaceIsNotTheMachinesToSay() {
        forge(warnings -> warnings.replaceAll(warning -> code("no-face").test(warning)
                ? new Warning(warning.code(), warning.message().replace("16 of", "1 of"))
                : warning));

        mismatches()
                .singleElement()
                .satisfies(mismatch -> assertThat(mismatch.what())
                        .startsWith("no-face: \"1 of 384 trials")
                        .contains("expected \"16 of 384 trials"));
    }

    private interface Forgery {
        void of(List<Warning> warnings);
    }

    private static Predicate<Warning> code(String code) {
        return warning -> warning.code().equals(code);
    }

    private void tellOfPhotos() throws IOException {
        Path json = record.directory().resolve("run.json");
        Files.writeString(
                json,
                Files.readString(json).replace("\"contents\" : \"-\"", "\"contents\" : \"" + "c".repeat(64) + "\""));
    }

    private void forge(Forgery forgery) {
        RunInfo info = record.info();
        List<Warning> warnings = new ArrayList<>(info.warnings());
        forgery.of(warnings);
        record.write(info.withWarnings(warnings));
    }

    private ListAssert<Mismatch> mismatches() {
        return assertThat(Verification.of(record).mismatches());
    }
}
