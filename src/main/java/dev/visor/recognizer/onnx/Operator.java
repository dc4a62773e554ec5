package dev.visor.recognizer.onnx;

/** Writes a node of one kind as code. */
interface Operator {

    /** @throws Unsupported if the node has a setting without counterpart */
    void write(Node node, GraphCode code);
}
