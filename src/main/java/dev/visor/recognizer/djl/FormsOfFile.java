package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.TensorInfo;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.FileForms.Form;
import dev.visor.recognizer.FileForms.Output;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.onnx.NormalizedInside;
import dev.visor.recognizer.onnx.OnnxFile;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds out what a file takes, by showing it a gray face in every size that a crop makes, channels first and last. */
final class FormsOfFile {

    private static final float GRAY = 127;

    private FormsOfFile() {}

    /** @throws InputError if it is no ONNX model, wants more than faces, or takes a face of no crop's size */
    static FileForms ofOnnx(ModelFile file) {
        byte[] model = OnnxFile.of(file);
        try (OnnxNet net = new OnnxNet(file, model)) {
            Map<String, TensorInfo> inputs = net.inputs();
            if (inputs.size() != 1) {
                throw new InputError(
                        "%s: it wants %d inputs (%s), expected one, faces; export it with the others built in"
                                .formatted(file.owner(), inputs.size(), String.join(", ", inputs.keySet())));
            }
            List<Form> forms = tried(shape -> {
                float[] gray = new float[(int) shape.size()];
                Arrays.fill(gray, GRAY);
                List<Output> outputs = new ArrayList<>();
                net.run(gray, shape).forEach((name, output) -> outputs.add(output(name, output.shape())));
                return outputs;
            });
            return some(
                    file,
                    forms,
                    NormalizedInside.by(OnnxFile.graph(model)),
                    "wants " + Arrays.toString(inputs.values().iterator().next().getShape()));
        }
    }

    /** @throws InputError if it is no TorchScript, or takes a face of no crop's size */
    static FileForms ofTorchScript(ModelFile file, Compute compute) {
        try (TorchScriptNet net = new TorchScriptNet(file, compute)) {
            String[] last = {""};
            List<Form> forms = tried(shape -> {
                try (NDManager scope = compute.manager().newSubManager()) {
                    NDArray gray = scope.full(shape, GRAY);
                    NDList outputs = net.forward(gray);
                    outputs.attach(scope);
                    return outputs.stream()
                            .map(output -> output("", output.getShape().getShape()))
                            .toList();
                } catch (RuntimeException e) {
                    last[0] = TorchScriptFault.of(e);
                    throw e;
                }
            });
            return some(file, forms, false, "answers to each: " + last[0]);
        }
    }

    private static FileForms some(ModelFile file, List<Form> forms, boolean scalesItself, String why) {
        if (forms.isEmpty()) {
            throw new InputError("%s: it takes faces of no size that a crop makes (%s): it %s"
                    .formatted(file.owner(), String.join(", ", sizes()), why));
        }
        return new FileForms(forms, scalesItself);
    }

    private static List<Form> tried(Function<Shape, List<Output>> asked) {
        List<Form> forms = new ArrayList<>();
        Set<List<Object>> seen = new LinkedHashSet<>();
        for (ChannelLayout layout : ChannelLayout.values()) {
            for (Crop crop : Crop.all().values()) {
                if (!seen.add(List.of(layout, crop.side(), crop.width()))) {
                    continue;
                }
                try {
                    Shape shape = CardedNet.shape(layout, 1, crop.side(), crop.width());
                    forms.add(new Form(layout, crop.side(), crop.width(), asked.apply(shape)));
                } catch (RuntimeException e) {
                    // It does not take that, which is what was asked.
                }
            }
        }
        return forms;
    }

    private static List<String> sizes() {
        return Crop.all().values().stream()
                .map(crop -> crop.side() + " x " + crop.width())
                .distinct()
                .toList();
    }

    /** Tells whether it could be an embedding: that has one row of values for a face; maps and lists of boxes have none. */
    private static Output output(String name, long[] shape) {
        long[] sides = Arrays.stream(shape).filter(side -> side != 1).toArray();
        return new Output(name, sides.length == 1 ? (int) sides[0] : 0);
    }
}
