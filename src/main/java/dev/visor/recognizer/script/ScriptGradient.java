package dev.visor.recognizer.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.recognizer.OwnGradient;
import dev.visor.tensor.Gradients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The net of a TorchScript file with a gradient of its own, which is the same but for rounding, and faster. */
public final class ScriptGradient implements OwnGradient, AutoCloseable {

    private static final int[] ROW = {1};

    private final PtNDManager memory;
    private final PtSymbolBlock block;
    private final List<PtNDArray> weights = new ArrayList<>();

    private ScriptGradient(byte[] archive, NDManager parent) throws IOException {
        this.memory = (PtNDManager) parent.newSubManager();
        Path file = Files.createTempFile("visor", ".pt");
        try {
            Files.write(file, archive);
            this.block = JniUtils.loadModule(memory, file, false, new String[0], new String[0], true);
            JniUtils.enableInferenceMode(block);
            try (IValue value = IValueUtils.runMethod(block, "visor_weights")) {
                for (PtNDArray weight : value.toTensorArray(memory)) {
                    // The file's own ones belong to inference.
                    weights.add((PtNDArray) weight.duplicate());
                    weight.close();
                }
            }
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        } finally {
            Files.delete(file);
        }
    }

    /**
     * Reads a file; empty if its program has something that is not differentiated here.
     *
     * @param parent of what it keeps, on the CPU
     */
    public static Optional<ScriptGradient> of(Path file, NDManager parent) {
        try {
            return Optional.of(new ScriptGradient(archive(Program.of(file)), parent));
        } catch (Undifferentiated | EngineException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] archive(Program program) throws IOException {
        String added = new GradientCode(program).methods(program.module() + "." + program.type());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : program.entries().entrySet()) {
                byte[] content = entry.getValue();
                if (Program.holds(entry.getKey(), program.module())) {
                    String text = new String(content, StandardCharsets.UTF_8);
                    int start = text.indexOf("class " + program.type() + "(");
                    int next = text.indexOf("\nclass ", start);
                    int end = next < 0 ? text.length() : next + 1;
                    content = (text.substring(0, end) + added + text.substring(end)).getBytes(StandardCharsets.UTF_8);
                }
                store(zip, entry.getKey(), content);
            }
        }
        return bytes.toByteArray();
    }

    /** Adds an entry as it is: libtorch maps entries, and expects no compression. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
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

    @Override
    public NDArray embed(NDArray faces) {
        return Gradients.recording(false, () -> {
            NDArray raw = run("visor_judge", faces, List.of(), value -> value.toTensor(manager(faces)));
            return raw.div(raw.norm(ROW, true));
        });
    }

    @Override
    public Recorded record(NDArray faces) {
        return Gradients.recording(false, () -> {
            NDList all = run("visor_record", faces, List.of(), value -> value.toNDList(manager(faces)));
            NDArray raw = all.get(0);
            NDArray length = raw.norm(ROW, true);
            return new Kept(raw.div(length), length, all.subList(1, all.size()));
        });
    }

    private static PtNDManager manager(NDArray owner) {
        return (PtNDManager) owner.getManager();
    }

    /** A batch, with all that the forward pass kept. */
    private final class Kept implements Recorded {

        private final NDArray unit;
        private final NDArray length;
        private final List<NDArray> kept;

        Kept(NDArray unit, NDArray length, List<NDArray> kept) {
            this.unit = unit;
            this.length = length;
            this.kept = kept;
        }

        @Override
        public NDArray embedding() {
            return unit;
        }

        @Override
        public NDArray gradient(NDArray weights) {
            return Gradients.recording(false, () -> {
                long[] sides = unit.getShape().getShape();
                NDArray each = weights.reshape(-1, sides[0], sides[1]);
                // Lengthening an embedding does not turn it.
                NDArray along = unit.mul(each.mul(unit).sum(new int[] {2}, true));
                NDArray turning = each.sub(along).div(length).reshape(-1, sides[1]);
                // Copied, for what a module computes belongs to inference, and no graph takes it.
                return run("visor_gradient", turning, kept, value -> value.toTensor(manager(weights)))
                        .duplicate();
            });
        }
    }

    private <T> T run(String method, NDArray input, List<NDArray> kept, Function<IValue, T> result) {
        List<IValue> arguments = new ArrayList<>(List.of(IValue.from((PtNDArray) input)));
        if (method.equals("visor_gradient")) {
            arguments.add(IValue.listFrom(kept.toArray(PtNDArray[]::new)));
        }
        arguments.add(IValue.listFrom(weights.toArray(PtNDArray[]::new)));
        try (IValue value = IValueUtils.runMethod(block, method, arguments.toArray(IValue[]::new))) {
            return result.apply(value);
        } finally {
            arguments.forEach(IValue::close);
        }
    }

    @Override
    public void close() {
        block.close();
        memory.close();
    }
}
