package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.visor.audit.ForgedRun;
import dev.visor.result.RunRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record that a stranger made to read the reader's files, or to stop his machine. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileRecordTest {

    private static final UnaryOperator<String> JSON =
            text -> new String(JsonStringEncoder.getInstance().quoteAsString(text));

    private static final String SECRET = "the reader's private key";

    @TempDir
    private Path folder;

    private Path run;
    private Path secret;
    private StringWriter stdout = new StringWriter();
    private StringWriter stderr = new StringWriter();

    @BeforeEach
    void writeARecord() throws IOException {
        run = ForgedRun.in(folder.resolve("run")).directory();
        secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
    }

    @Test
    void aPictureThatIsALinkIsNeverShown() throws IOException {
        Files.createSymbolicLink(picture("original"), secret);

        assertThat(visor("report", run.toString(), "--out", out())).isEqualTo(2);
        assertThat(stderr.toString().lines()).singleElement().asString().contains("is a link");
        assertThat(folder.resolve("out/index.html")).doesNotExist();
    }

    @Test
    void aFolderOfPicturesThatIsALinkIsNotEntered() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/one"));
        Files.write(elsewhere.resolve("p0-original.png"), png());
        Files.createDirectories(run.resolve("images"));
        Files.createSymbolicLink(run.resolve("images/cloak"), folder.resolve("elsewhere"));

        int code = visor("report", run.toString(), "--out", out());

        assertThat(code).isIn(0, 2);
        if (code == 0) {
            assertThat(Files.readString(folder.resolve("out/index.html"))).doesNotContain("data:image/png");
        }
    }

    @Test
    void verifyNamesTheLink() throws IOException {
        Files.createSymbolicLink(picture("original"), secret);

        assertThat(visor("verify", run.toString())).isEqualTo(3);
        assertThat(stdout.toString())
                .contains("images/cloak/one/p0-original.png: is a link, expected nothing but regular");
    }

    @Test
    void aFileThatIsNoPictureIsNotShown() throws IOException {
        Files.writeString(picture("original"), SECRET);

        assertThat(visor("report", run.toString(), "--out", out())).isEqualTo(2);
        assertThat(stderr.toString()).contains("p0-original.png of the record is no PNG that can be shown");
    }

    @Test
    void whatHangsBehindAPictureStaysBehind() throws IOException {
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(png());
        longer.write(SECRET.getBytes(StandardCharsets.UTF_8));
        Files.write(picture("original"), longer.toByteArray());

        assertThat(visor("report", run.toString(), "--out", out())).isZero();

        Matcher pictures = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)")
                .matcher(Files.readString(folder.resolve("out/index.html")));
        assertThat(pictures.find()).isTrue();
        assertThat(new String(Base64.getDecoder().decode(pictures.group(1)), StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"run.json", "trials.csv", "metrics.csv", "photos.csv", "cells.csv", "calibration.csv", "timings.csv"})
    void aTableThatIsALinkOrAPipeIsRefusedAtOnce(String name) throws Exception {
        Path file = run.resolve(name);
        Path moved = Files.move(file, folder.resolve("moved"));
        Files.createSymbolicLink(file, moved);
        assertThat(visor("verify", run.toString())).isIn(2, 3);
        assertThat(stdout + stderr.toString()).contains(name + " is a link, expected a regular file");

        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertThat(visor("verify", run.toString())).isIn(2, 3);
        assertThat(stdout + stderr.toString())
                .contains(name + " is a pipe, a socket or a device, expected a regular file");
    }

    @Test
    void aNameActsInNoOutput() throws IOException {
        String name = "<script>a</script>|`b`[c](http://x)\u202e\u001b[31m$\\\\input{x}";
        for (String table : new String[] {"trials.csv", "photos.csv"}) {
            Path file = run.resolve(table);
            Files.writeString(file, Files.readString(file).replace(",person-00,", "," + name + ","));
        }
        Path json = run.resolve("run.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replaceFirst(
                                "\"caveat\" : \"[^\"]*\"",
                                Matcher.quoteReplacement("\"caveat\" : \"" + JSON.apply(name) + "\"")));

        // Whoever forges a record also forges its digests.
        RunRecord forged = new RunRecord(run);
        forged.write(forged.info());

        assertThat(visor("report", run.toString(), "--out", out())).isZero();
        visor("verify", run.toString());

        assertThat(Files.readString(folder.resolve("out/index.html")))
                .contains("&lt;script&gt;")
                .doesNotContain("<script>a", "\u202e", "\u001b");
        assertThat(Files.readString(folder.resolve("out/tables.md")))
                .contains("\\<script\\>a\\</script\\>\\|\\`b\\`[c\\](http://x)")
                .doesNotContain("\u202e", "\u001b");
        assertThat(Files.readString(folder.resolve("out/tables.tex"))).doesNotContain("\\input{", "\u202e", "\u001b");
        assertThat(stdout + stderr.toString()).doesNotContain("\u202e", "\u001b");
    }

    @Test
    void theRecordItselfMayBeReachedThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), run);

        assertThat(visor("verify", link.toString())).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "seeds" : [ 3 ]        | "seeds" : [ ]              | seeds is []
            "seeds" : [ 3 ]        | "seeds" : [ 3, 3 ]         | seeds is 3, expected each once
            "far" : 0.2            | "far" : 1e400              | thresholds.0.far is
            "far" : 0.2            | "far" : 7                  | thresholds.far is 7
            "no_face" :            | "no_face" : -1, "x" :      | Unrecognized field
            "planned" :            | "planned" : -1, "planned" : | Duplicate field
            "id" : "cloak"         | "id" : "../../x"           | id is "../../x"
            "id" : "cloak"         | "id" : "a\\u0000b"         | id is
            "id" : "cloak"         | "id" : null                | Null value for creator property
            "type" : "cloak"       | "type" : [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] | nesting depth
            "format_version" : 2   | "format_version" : 99999999999999999999999999999999999999999999999999 | Number value length
            """)
    void aValueThatCannotBeMeantIsASentenceWithItsKey(String before, String after, String sentence) throws IOException {
        Path json = run.resolve("run.json");
        String text = Files.readString(json).replaceAll("\\[\\s+3\\s+\\]", "[ 3 ]");
        assertThat(text).contains(before);
        int at = text.indexOf(before);
        Files.writeString(json, text.substring(0, at) + after + text.substring(at + before.length()));

        for (String command : new String[] {"verify", "report"}) {
            assertThat(visor(command, run.toString())).isEqualTo(2);
            assertThat(stderr.toString().lines()).singleElement().asString().contains("run.json", sentence);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "kind" : "inversion"     | run.json
            "kind" : "other"         | 'other'
            "fars" : [ 2 ]           | suite.settings.fars is [2], expected a list of rates between 0 and 1
            "alignments" : [ "x" ]   | suite.settings.alignments is ["x"]
            "countermeasures" : 3    | countermeasures
            "shard" : "../2"         | suite.settings.shard is
            """)
    void aSettingThatCannotBeMeantIsASentenceWithItsKey(String setting, String sentence) throws IOException {
        Path json = run.resolve("run.json");
        String key = setting.substring(0, setting.indexOf(':')).strip();
        Files.writeString(
                json,
                Files.readString(json)
                        .replaceFirst(key + " : (\"[^\"]*\"|\\[[^\\]]*\\])", Matcher.quoteReplacement(setting)));

        assertThat(visor("verify", run.toString())).isEqualTo(2);
        assertThat(stderr.toString().lines()).singleElement().asString().contains(sentence);
    }

    @Test
    void aRowThatNeverEndsIsNotReadIntoMemory() throws IOException {
        Path trials = run.resolve("trials.csv");
        Files.writeString(trials, Files.readString(trials) + "\"" + "a,\n".repeat(1_000_000));

        assertThat(visor("verify", run.toString())).isEqualTo(3);
        assertThat(stdout.toString())
                .contains("trials.csv cannot be read as CSV: a row has more than 65536 characters");
    }

    private Path picture(String kind) throws IOException {
        return Files.createDirectories(run.resolve("images/cloak/one")).resolve("p0-" + kind + ".png");
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private int visor(String... arguments) {
        stdout = new StringWriter();
        stderr = new StringWriter();
        return Visor.commandLine()
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(arguments);
    }
}
