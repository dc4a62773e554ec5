package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TorchScript files as people export them: what is harmless is taken, what is not is refused with its reason. */
class StrangersModelsTest {

    private static final Compute COMPUTE = Compute.open("cpu");

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        COMPUTE.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return e",
                "return torch.unsqueeze(torch.unsqueeze(e, -1), -1)",
                "return torch.squeeze(e)",
                "return torch.to(e, 5)",
                "return torch.to(e, 7)",
                "return torch.mul(e, 1000.)",
            })
    void harmlessFormsOfAnEmbeddingAreTaken(String last) throws IOException {
        Path file = WrittenModels.torchScript(folder.resolve("net.pt"), WrittenModels.EMBED, last);

        assertThatCode(() -> check(file)).doesNotThrowAnyException();
    }

    @Test
    void ofSeveralOutputsTheOneWithTheCardsDimensionIsTheEmbedding() throws IOException {
        Path file = WrittenModels.typed(
                folder.resolve("net.pt"),
                "x: Tensor",
                "Tuple[Tensor, Tensor]",
                WrittenModels.EMBED,
                "return (torch.sum(e, [1]), e)");

        assertThatCode(() -> check(file)).doesNotThrowAnyException();
    }

    @Test
    void twoOutputsThatCouldBeTheEmbeddingAreRefused() throws IOException {
        Path file = WrittenModels.typed(
                folder.resolve("net.pt"), "x: Tensor", "Tuple[Tensor, Tensor]", WrittenModels.EMBED, "return (e, e)");

        refused(file, "returns 2 outputs, [1, 48] and [1, 48], and which of them is the embedding cannot be told");
    }

    @Test
    void aSecondInputIsNamed() throws IOException {
        Path file = WrittenModels.typed(
                folder.resolve("net.pt"), "x: Tensor,\n    flip: bool", "Tensor", WrittenModels.EMBED, "return e");

        refused(file, "its forward wants a second input, \"flip\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return torch.dropout(e, 0.5, True) | asked again, it gives the same face another embedding",
                "return torch.add(e, torch.mean(e, [0], True)) | it depends on the rest of its batch",
                "return torch.batch_norm(e, None, None, None, None, True, 0.1, 1e-05, True) | it depends on the rest of its batch",
                "return torch.reshape(e, [1, 48]) | it takes one face at a time",
                "return torch.add(torch.mul(e, 0.), 1.) | it gives different faces one and the same embedding",
                "return torch.mul(e, 0.) | is zero, infinite or not a number",
                "return torch.div(torch.mul(e, 0.), 0.) | is zero, infinite or not a number",
                "return torch.slice(e, 1, 0, 8) | returns [1, 8] for 1 face, its card says dimension 48",
                "return torch.matmul(e, torch.to(torch.ones([48, 48]), 5)) | it computes in half precision",
                "return torch.add(e, torch.zeros([1], device=torch.device(\"cuda:0\"))) | it holds a device of its own",
                "return torch.zeros([1000000, 100000000]) | it asks for more memory than there is",
                "return torch.matmul(e, torch.ones([47, 48])) | shapes cannot be multiplied",
            })
    void whatDependsOnMoreThanTheFaceIsRefusedWithItsReason(String last, String reason) throws IOException {
        refused(WrittenModels.torchScript(folder.resolve("net.pt"), WrittenModels.EMBED, last), reason);
    }

    @Test
    void aFaceThatIsChangedOnTheWayIsRefused() throws IOException {
        Path file = WrittenModels.torchScript(
                folder.resolve("net.pt"), WrittenModels.EMBED, "y = torch.mul_(x, 0.5)", "return e");

        refused(file, "it changes the face that it is given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"return torch.to(e, 7)", "return torch.detach(e)", "return torch.sqrt(torch.mul(e, 0.))"})
    void aSurrogateWhoseGradientIsLostIsRefused(String last) throws IOException {
        Path file = WrittenModels.torchScript(folder.resolve("net.pt"), WrittenModels.EMBED, last);

        try (TorchScriptRecognizer recognizer = load(file)) {
            assertThatThrownBy(() -> LoadCheck.gradientOf(recognizer, COMPUTE))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("the gradient of its embedding");
        }
    }

    @Test
    void stateThatChangesIsRefused() throws IOException {
        Path file = WrittenModels.torchScript(
                folder.resolve("net.pt"),
                WrittenModels.EMBED,
                "self.n = torch.add(self.n, 1)",
                "return torch.cat([torch.slice(e, 1, 1), torch.add(torch.slice(e, 1, 0, 1), self.n)], 1)");

        refused(file, "on state that it changes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"print(1)", "t = torch.from_file(\"/etc/passwd\", False, 4)", "torch.save(e, \"/tmp/e\")"})
    void codeThatReachesOutsideOfTheFileIsRefusedBeforeItRuns(String line) throws IOException {
        Path file = WrittenModels.torchScript(folder.resolve("net.pt"), WrittenModels.EMBED, line, "return e");

        refused(file, "which reaches outside of the file");
    }

    @Test
    void anotherFileUnderTheSameNameIsRefused() throws IOException {
        Path file = WrittenModels.torchScript(folder.resolve("net.pt"), WrittenModels.EMBED, "return e");
        RecognizerCard card = WrittenModels.card("torchscript", Digest.ofFile(file));
        WrittenModels.torchScript(file, WrittenModels.EMBED, "return torch.neg(e)");

        assertThatThrownBy(() -> new TorchScriptRecognizer(card, ModelFile.of(card, file), COMPUTE))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has sha256 " + Digest.ofFile(file).hex());
    }

    @Test
    void whatIsLoadedDoesNotChangeWithTheFile() throws IOException {
        Path file = WrittenModels.torchScript(folder.resolve("net.pt"), WrittenModels.EMBED, "return e");
        RecognizerCard card = WrittenModels.card("torchscript", Digest.ofFile(file));
        try (TorchScriptRecognizer recognizer = new TorchScriptRecognizer(card, ModelFile.of(card, file), COMPUTE)) {
            var before = LoadCheck.values(recognizer);
            Files.write(file, new byte[(int) Files.size(file)]);

            assertThat(LoadCheck.values(recognizer)).isEqualTo(before);
        }
    }

    private static void refused(Path file, String reason) {
        assertThatThrownBy(() -> check(file))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("recognizer written:")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("correct the crop;");
    }

    private static void check(Path file) throws IOException {
        try (TorchScriptRecognizer recognizer = load(file)) {
            LoadCheck.of(recognizer, COMPUTE);
        }
    }

    private static TorchScriptRecognizer load(Path file) throws IOException {
        RecognizerCard card = WrittenModels.card("torchscript", Digest.ofFile(file));
        return new TorchScriptRecognizer(card, ModelFile.of(card, file), COMPUTE);
    }
}
