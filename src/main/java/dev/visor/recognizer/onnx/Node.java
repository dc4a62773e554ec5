package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/** A node of a graph, with its attributes by name. */
record Node(NodeProto proto, long opset) {

    String operator() {
        return proto.getOpType();
    }

    int inputs() {
        return proto.getInputCount();
    }

    boolean has(int input) {
        return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
    }

    /** @throws Unsupported if there is none */
    String input(int index) {
        if (!has(index)) {
            throw new Unsupported("%s without its input %d".formatted(operator(), index));
        }
        return proto.getInput(index);
    }

    String output(int index) {
        return proto.getOutput(index);
    }

    int outputs() {
        return (int)
                proto.getOutputList().stream().filter(name -> !name.isEmpty()).count();
    }

    Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    long whole(String name, long otherwise) {
        return attribute(name).map(AttributeProto::getI).orElse(otherwise);
    }

    double real(String name, double otherwise) {
        return attribute(name).map(attribute -> (double) attribute.getF()).orElse(otherwise);
    }

    String text(String name, String otherwise) {
        return attribute(name).map(attribute -> attribute.getS().toStringUtf8()).orElse(otherwise);
    }

    List<Long> wholes(String name, List<Long> otherwise) {
        return attribute(name).map(AttributeProto::getIntsList).orElse(otherwise);
    }

    /** This setting of the operator has no counterpart. */
    Unsupported unsupported(String setting) {
        return new Unsupported(operator() + " with " + setting);
    }
}
