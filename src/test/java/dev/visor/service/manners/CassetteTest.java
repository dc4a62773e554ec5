package dev.visor.service.manners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.service.Blocks;
import dev.visor.service.CsvLine;
import dev.visor.service.GrowingFile;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.policy.CostCap;
import dev.visor.service.policy.ResponseCache;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassetteTest {

    private static final ServiceRequest QUESTION = ServiceRequest.compare(Blocks.face(1), Blocks.face(2));

    private static final String CHECK = ",\"check\":\"[0-9a-f]{8}\"";

    @TempDir
    private Path folder;

    private final ServiceCard card = Rehearsals.card(ServiceKind.FACEPP, "http://127.0.0.1:1", Rehearsals.limits(1));
    private Path tape;

    @BeforeEach
    void record() {
        tape = folder.resolve("tape.jsonl");
        try (ResponseCache answers = new ResponseCache(tape, card)) {
            answers.put(QUESTION, ServiceResponse.score(61.5, new TreeMap<>(), "m"));
            answers.put(ServiceRequest.embed(Blocks.face(3)), ServiceResponse.embedding(List.of(.25, -.5), "m"));
        }
    }

    @Test
    void aReplayReadsAndLeavesTheFileAsItIsEvenIfNobodyMayWriteIt() throws IOException {
        FileTime then = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
        Files.setLastModifiedTime(tape, then);
        Files.setPosixFilePermissions(tape, PosixFilePermissions.fromString("r--r--r--"));
        byte[] before = Files.readAllBytes(tape);

        try (ResponseCache answers = ResponseCache.replayed(tape, card)) {
            assertThat(answers.recall(QUESTION).orElseThrow().matches().get(0).raw())
                    .isEqualTo(61.5);
            answers.put(QUESTION, ServiceResponse.done());
        }

        assertThat(tape).hasBinaryContent(before);
        assertThat(Files.getLastModifiedTime(tape)).isEqualTo(then);
    }

    @Test
    void aScoreThatWasChangedIsNoOtherScore() throws IOException {
        Files.writeString(tape, Files.readString(tape).replace("61.5", "71.5"));

        assertThatThrownBy(() -> ResponseCache.replayed(tape, card))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(tape + " line 2 is damaged: its checksum is another");
        assertThatThrownBy(() -> new ResponseCache(tape, card))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("line 2 is damaged");
    }

    @Test
    void answersOfBeforeLinesHadChecksumsAreStillPaidFor() throws IOException {
        Files.writeString(tape, Files.readString(tape).replaceAll(CHECK, ""));

        try (ResponseCache answers = ResponseCache.replayed(tape, card)) {
            assertThat(answers.recall(QUESTION).orElseThrow().matches().get(0).raw())
                    .isEqualTo(61.5);
        }
    }

    @Test
    void noLinkIsFollowedAndNothingBehindItChanges() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "somebody's, without a line feed");
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), other);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.jsonl"), folder.resolve("absent"));

        for (Path path : List.of(link, dangling)) {
            assertThatThrownBy(() -> ResponseCache.replayed(path, card))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("is a link");
            assertThatThrownBy(() -> new ResponseCache(path, card))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("is a link");
        }
        assertThat(other).hasContent("somebody's, without a line feed");
        assertThat(Files.exists(folder.resolve("absent"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void aRecordingDoesNotTouchAFileThatIsNoCassette() throws IOException {
        for (String content : List.of("no line feed", "a line\nand half of one", "a line\n")) {
            Path other = Files.writeString(folder.resolve("other.jsonl"), content);

            assertThatThrownBy(() -> new ResponseCache(other, card))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("other.jsonl");
            assertThat(Files.readString(other)).isEqualTo(content);
        }
    }

    @Test
    void aPipeOrAFolderInItsPlaceIsRefusedAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        for (Path path : List.of(pipe, folder)) {
            assertThatThrownBy(() -> ResponseCache.replayed(path, card))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("no regular file");
        }
    }

    @Test
    void everyDamageIsOneSentenceWithTheNumberOfTheLine() throws IOException {
        damaged(line -> line.replace("61.5", "\"61.5\""), "line 2 is damaged: \"matches.raw\" holds what is no number");
        damaged(line -> line.replace("61.5", "1e999"), "line 2 is damaged: \"matches.raw\" holds what is no number");
        damaged(line -> line.replace("\"ok\"", "\"fine\""), "line 2 is damaged: \"status\" is none that is known");
        damaged(line -> line.replace("\"compare\"", "\"guess\""), "line 2 is damaged: \"operation\" is none");
        damaged(line -> line.replace("\"question\":\"", "\"question\":\"x"), "line 2 is damaged: \"question\" is no");
        damaged(line -> line.replace("\"model\":\"m\",", ""), "line 2 is damaged: \"model\" is missing");
        damaged(line -> line + " {}", "line 2 is damaged: it is no JSON");
        damaged(line -> "[]", "line 2 is damaged: it is no JSON object");
        damaged(line -> "", "line 2 is damaged");
        damaged(line -> "[".repeat(5000), "line 2 is damaged: it is no JSON");
        damaged(line -> line.replace("\"handle\"", "\"model\""), "line 2 is damaged: it is no JSON");
        damaged(line -> line.replace("}", "\u0000}"), "line 2 is damaged");
        damaged(line -> "\"" + "x".repeat(2 << 20) + "\"", "line 2 has more than 1048576 bytes");
    }

    private void damaged(UnaryOperator<String> damage, String sentence) throws IOException {
        List<String> lines = Files.readAllLines(tape);
        Path path = folder.resolve("damaged.jsonl");
        // Without its checksum, which would be the first to tell.
        String line = lines.get(1).replaceAll(CHECK, "");
        Files.writeString(path, lines.get(0) + "\n" + damage.apply(line) + "\n" + lines.get(2) + "\n");

        assertThatThrownBy(() -> ResponseCache.replayed(path, card))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("damaged.jsonl " + sentence);
    }

    @Test
    void bytesThatAreNoTextAndAFileThatIsCutOffAreToldByTheirLine() throws IOException {
        byte[] bytes = Files.readAllBytes(tape);
        Path cut = Files.write(folder.resolve("cut.jsonl"), Arrays.copyOf(bytes, bytes.length - 9));
        Path latin = folder.resolve("latin.jsonl");
        Files.write(latin, Files.readString(tape).replace("\"m\"", "\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ResponseCache.replayed(cut, card)).hasMessageContaining("cut.jsonl line 3 is cut off");
        assertThatThrownBy(() -> ResponseCache.replayed(latin, card))
                .hasMessageContaining("latin.jsonl line 2 is no text");
    }

    @Test
    void aFileOfAnySizeIsRefusedBeforeItIsRead() throws IOException {
        Path large = folder.resolve("large.jsonl");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }

        assertThatThrownBy(() -> ResponseCache.replayed(large, card)).hasMessageContaining("more than the");
    }

    @Test
    void aRecordingThatWasKilledInTheMiddleOfALineGoesOnAfterTheLastWholeOne() throws IOException {
        Files.writeString(tape, Files.readString(tape) + "{\"question\":\"half");

        try (ResponseCache answers = new ResponseCache(tape, card)) {
            assertThat(answers.recall(QUESTION)).isPresent();
            answers.put(ServiceRequest.embed(Blocks.face(4)), ServiceResponse.embedding(List.of(1.), "m"));
        }

        try (ResponseCache answers = ResponseCache.replayed(tape, card)) {
            assertThat(answers.recall(ServiceRequest.embed(Blocks.face(4)))).isPresent();
        }
    }

    @Test
    void anAccountThatIsDamagedIsToldByItsLine() {
        Path account = folder.resolve("a.spending");
        try (GrowingFile file = GrowingFile.open(account)) {
            file.add("reserved 1000");
            file.add("reserved 99999999999999999999");
        }

        assertThatThrownBy(() -> new CostCap(account, .001, 10, 1))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("a.spending line 2 is damaged");
    }

    @Test
    void aRowOfCsvIsOneLineAndNoFormula() {
        assertThat(CsvLine.of(
                        "=HYPERLINK(\"x\")", "a,b", "c\r\nd\u202Ee", -1.5, "-", "+1+cmd|' /C calc'!A0", "@x", "\t=1"))
                .isEqualTo("\"'=HYPERLINK(\"\"x\"\")\",\"a,b\",c d e,-1.5,-,'+1+cmd|' /C calc'!A0,'@x,'=1");
    }
}
