package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiftedArchiveTest {

    private static final String TOP = """
            class W(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              m : __torch__.nets.Net
              def forward(self: __torch__.W,
                x: Tensor) -> Tensor:
                m = self.m
                x0 = torch.sub(x, CONSTANTS.c0)
                return (m).forward(torch.relu(x0), )
            """;

    private static final String NETS = """
            class Net(Module):
              __buffers__ = ["scale", ]
              scale : Tensor
              __annotations__["0"] = __torch__.nets.Part
              def forward(self: __torch__.nets.Net,
                x: Tensor) -> Tensor:
                _0 = (getattr(self, "0")).forward1(torch.mul(x, CONSTANTS.c12), )
                return torch.mul(_0, self.scale)
              def help(self: __torch__.nets.Net) -> Tensor:
                return CONSTANTS.c1
            class Part(Module):
              weight : Tensor
              def forward1(self: __torch__.nets.Part,
                x: Tensor) -> Tensor:
                return torch.linear(x, self.weight, CONSTANTS.c1)
            """;

    @TempDir
    private Path folder;

    @Test
    void constantsOfForwardMethodsBecomeAListThatIsHandedOn() throws IOException {
        Map<String, String> lifted = lifted(archive("\u0080\u0002c__torch__\nW\n)"));

        assertThat(lifted.get("net/code/__torch__.py"))
                .contains("x: Tensor,\n    visor_constants: List[Tensor]) -> Tensor:")
                .contains("torch.sub(x, visor_constants[0])")
                .contains("(m).forward(torch.relu(x0), visor_constants)");
        assertThat(lifted.get("net/code/__torch__/nets.py"))
                .contains("forward1(torch.mul(x, visor_constants[12]), visor_constants)")
                .contains("torch.linear(x, self.weight, visor_constants[1])");
    }

    @Test
    void otherMethodsStayAsTheyAre() throws IOException {
        assertThat(lifted(archive("\u0080\u0002c__torch__\nW\n)")).get("net/code/__torch__/nets.py"))
                .contains("  def help(self: __torch__.nets.Net) -> Tensor:\n    return CONSTANTS.c1\n");
    }

    @Test
    void theWholeTellsItsConstantsAndItsPartsTensors() throws IOException {
        assertThat(lifted(archive("\u0080\u0002c__torch__\nW\n)")).get("net/code/__torch__.py"))
                .contains("  def visor_constants(self: __torch__.W) -> List[Tensor]:\n")
                .contains("[CONSTANTS.c0, CONSTANTS.c1, CONSTANTS.c2, ")
                .contains(", CONSTANTS.c12])")
                .endsWith("    return annotate(List[Tensor], [self.m.scale, getattr(self.m, \"0\").weight])\n");
    }

    @Test
    void whatIsNoTorchScriptIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "<html>");

        assertThatThrownBy(() -> LiftedArchive.of(text)).isInstanceOf(InputError.class);
        assertThatThrownBy(() -> LiftedArchive.of(archive("\u0080\u0002]q")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("names no class of its code");
    }

    private Path archive(String pickle) throws IOException {
        Path file = folder.resolve("net.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "net/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "net/code/__torch__.py", TOP.getBytes(StandardCharsets.UTF_8));
            put(zip, "net/code/__torch__/nets.py", NETS.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Map<String, String> lifted(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(LiftedArchive.of(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
