package dev.visor.recognizer.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript file of a module without weights of its own, as torch.jit.save writes it: code, and a pickle of the module. */
public final class TorchScriptArchive {

    /** An object of class Net whose one attribute, training, is false; protocol 2. */
    private static final String MODULE = "\u0080\u0002c__torch__\nNet\n)\u0081}X\u0008\0\0\0training\u0089sb.";

    private TorchScriptArchive() {}

    /**
     * The file's bytes.
     *
     * @param lines of its forward, each an assignment
     * @param returned names of tensors, with commas between
     * @param weights whether forward takes a list of weights after the faces
     */
    static byte[] of(List<String> lines, String returned, boolean weights) {
        String code = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                + "  def forward(self: __torch__.Net,\n    " + GraphCode.FACES + ": Tensor"
                + (weights ? ",\n    " + GraphCode.WEIGHTS + ": List[Tensor]" : "") + ") -> List[Tensor]:\n    "
                + String.join("\n    ", lines) + "\n    return [" + returned + "]\n";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("net/data.pkl", latin(MODULE));
        entries.put("net/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
        entries.put("net/constants.pkl", latin("\u0080\u0002)."));
        entries.put("net/version", latin("3\n"));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                store(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Adds an entry as it is: libtorch maps entries, and expects no compression. */
    public static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
