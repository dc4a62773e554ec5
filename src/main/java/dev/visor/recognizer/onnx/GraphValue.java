package dev.visor.recognizer.onnx;

import java.util.List;

/** The meaning of a name while a graph is written as code. */
sealed interface GraphValue {

    /** A tensor: a variable of the code. */
    record Tensor(String variable) implements GraphValue {}

    /** Whole numbers: expressions of the code, such as {@code 512} or {@code torch.size(v3, 0)}. */
    record Numbers(List<String> expressions) implements GraphValue {

        public Numbers {
            expressions = List.copyOf(expressions);
        }
    }

    /** All sides of a tensor; how many it has is not known. */
    record Sides(String variable) implements GraphValue {

        String side(long index) {
            return "torch.size(" + variable + ", " + index + ")";
        }
    }

    /** A constant of the file, which becomes a weight only where it is used as a tensor. */
    record Constant(ConstantTensor tensor) implements GraphValue {}
}
