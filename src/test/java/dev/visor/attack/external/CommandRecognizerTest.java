package dev.visor.attack.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.image.FaceImage;
import dev.visor.external.LocalFiles;
import dev.visor.external.ProjectingProgram;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that recognize: what they are given, what is taken from them, and one sentence for each way in which they may fail. */
class CommandRecognizerTest {

    private static final List<FaceImage> FACES =
            IntStream.rangeClosed(1, 3).mapToObj(i -> face(i)).toList();

    private static Compute compute;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void aProgramSaysWhatTheSameRecognizerInVisorSays() {
        Recognizer program = recognizer(ProjectingProgram.command(2), 64, LinearRecognizer.DIMENSION);
        try (LinearRecognizer own = new LinearRecognizer("own", 2, compute)) {
            List<Embedding> said = program.embed(FACES);
            List<Embedding> expected = own.embed(FACES);
            for (int i = 0; i < FACES.size(); i++) {
                assertThat(said.get(i).values()).containsExactly(expected.get(i).values(), within(1e-5f));
            }
            try (var scope = compute.manager().newSubManager()) {
                assertThat(program.embed(Faces.stack(scope, FACES)).toFloatArray())
                        .containsExactly(own.embed(Faces.stack(scope, FACES)).toFloatArray(), within(1e-5f));
            }
        }
    }

    @Test
    void facesAreHandedOverAsManyAtATimeAsTheCardSays() throws IOException {
        put("one.npy", NpyArray.of(new float[] {3, 4}, 1, 2));
        put("two.npy", NpyArray.of(new double[] {1, 0, 0, -1}, 2, 2));
        String script =
                "n=$(ls {job}/photos | wc -l); case $n in 1) f=one;; 2) f=two;; esac; cp {here}/$f.npy {result}/templates.npy;"
                        + " grep -q '\"task\" : \"embed\"' {job}/job.json";

        List<Embedding> said = shell(script, 2, 2).embed(FACES);

        assertThat(said)
                .extracting(Embedding::values)
                .containsExactly(new float[] {1, 0}, new float[] {0, -1}, new float[] {.6f, .8f});
        assertThat(shell(script, 2, 2).batch()).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true                                              | templates.npy is missing",
                "echo hello > {result}/templates.npy               | it does not begin as a .npy file",
                "mkdir {result}/templates.npy                      | templates.npy is no regular file",
                "ln -s {here}/good.npy {result}/templates.npy      | templates.npy is no regular file",
                "head -c 140 {here}/good.npy > {result}/templates.npy | a float32 array of shape (3, 2) needs 24 bytes, but 12 follow",
                "cp {here}/few.npy {result}/templates.npy          | templates.npy has the shape [2, 2]",
                "cp {here}/wide.npy {result}/templates.npy         | templates.npy has the shape [3, 4]",
                "cp {here}/flat.npy {result}/templates.npy         | templates.npy has the shape [6]",
                "cp {here}/whole.npy {result}/templates.npy        | templates.npy holds values of type int64",
                "cp {here}/nan.npy {result}/templates.npy          | the row of photo 000002 in templates.npy is infinite or no number",
                "cp {here}/endless.npy {result}/templates.npy      | the row of photo 000003 in templates.npy is infinite or no number",
                "cp {here}/zero.npy {result}/templates.npy         | the row of photo 000001 in templates.npy is zero",
            })
    void saysInOneSentenceWhatIsWrongWithTemplates(String script, String fault) {
        put("good.npy", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        put("few.npy", NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2));
        put("wide.npy", NpyArray.of(new float[12], 3, 4));
        put("flat.npy", NpyArray.of(new float[6], 6));
        put("whole.npy", NpyArray.of(new long[] {1, 2, 3, 4, 5, 6}, 3, 2));
        put("nan.npy", NpyArray.of(new float[] {1, 2, Float.NaN, 4, 5, 6}, 3, 2));
        put("endless.npy", NpyArray.of(new double[] {1, 2, 3, 4, 5, 1e300}, 3, 2));
        put("zero.npy", NpyArray.of(new float[] {0, 0, 3, 4, 5, 6}, 3, 2));

        assertThatThrownBy(() -> shell(script, 8, 2).embed(FACES))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("recognizer theirs: of what its command left, ")
                .hasMessageContaining(fault)
                .hasMessageEndingWith(
                        "expected {result}/templates.npy with 3 rows of 2 finite numbers, not all zero, one for each photo of {job}/job.json")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 4                        | recognizer theirs: its command ended with exit code 4",
                "rm {job}/photos/000001.png    | recognizer theirs: its command changed photos/000001.png of the job",
            })
    void saysInOneSentenceWhatBecameOfIt(String script, String sentence) {
        assertThatThrownBy(() -> shell(script, 8, 2).embed(FACES))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void aFileThatWasChangedSinceTheCardWasReadIsRefused() throws IOException {
        Files.writeString(folder.resolve("match.py"), "print(1)");
        CommandRecognizer.Params params =
                new CommandRecognizer.Params(List.of("true"), LocalFiles.of(folder, List.of("match.py")), 8, 2);
        RecognizerCard card = card(2, params);
        CommandRecognizer.of(card, folder);
        Files.writeString(folder.resolve("match.py"), "print(2)");

        assertThatThrownBy(() -> CommandRecognizer.of(card, folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("recognizer theirs: a file of its command")
                .hasMessageContaining("was changed since its card was read");
    }

    private Recognizer shell(String script, int batch, int dimension) {
        return recognizer(List.of("bash", "-c", script), batch, dimension);
    }

    private Recognizer recognizer(List<String> command, int batch, int dimension) {
        try {
            CommandRecognizer.Params params = new CommandRecognizer.Params(
                    command, LocalFiles.of(folder, List.of()), batch, batch == 64 ? 60 : 10);
            return CommandRecognizer.of(card(dimension, params), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecognizerCard card(int dimension, CommandRecognizer.Params params) {
        Digest digest = params.digest();
        return new RecognizerCard(
                "theirs",
                "command",
                "a program",
                new RecognizerCard.Asset("", "./suites/recognizers"),
                digest,
                LinearRecognizer.CROP,
                dimension,
                "unknown",
                "unknown",
                "unknown",
                List.of(),
                Map.copyOf(params.onCard()));
    }

    private static FaceImage face(int seed) {
        float[] pixels = new float[FaceImage.CHANNELS * LinearRecognizer.SIDE * LinearRecognizer.SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 37 + seed * 91) % 256;
        }
        return new FaceImage(LinearRecognizer.SIDE, LinearRecognizer.SIDE, pixels);
    }

    private void put(String name, NpyArray array) {
        Npy.write(folder.resolve(name), array);
    }
}
