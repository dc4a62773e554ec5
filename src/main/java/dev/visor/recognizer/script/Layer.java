package dev.visor.recognizer.script;

import java.util.List;

/** A step whose result depends on the faces, as what it is; {@code out} and {@code in} are names, weights are expressions. */
sealed interface Layer {

    String out();

    String in();

    /**
     * A convolution.
     *
     * @param bias an expression, or {@code None}
     */
    record Convolution(
            String out,
            String in,
            String weight,
            String bias,
            List<Integer> stride,
            List<Integer> padding,
            List<Integer> dilation,
            int groups)
            implements Layer {}

    /** Multiplication by a constant. */
    record Scale(String out, String in, String by) implements Layer {}

    /** Addition of a constant. */
    record Shift(String out, String in, String by) implements Layer {}

    /** A rectifier with a slope of each channel's own below 0. */
    record Rectifier(String out, String in, String slope) implements Layer {}

    /** Values outside of an interval put at its ends. */
    record Clamp(String out, String in, String low, String high) implements Layer {}

    /** The sum of two. */
    record Sum(String out, String in, String other) implements Layer {}

    /** A matrix product. */
    record Linear(String out, String in, String weight, String bias) implements Layer {}

    /**
     * A change of shape that keeps all values.
     *
     * @param code of it
     * @param images whether what comes in has four sides
     */
    record Shape(String out, String in, String code, boolean images) implements Layer {}

    /** A number that depends on shapes alone. */
    record Side(String out, String in, String code) implements Layer {}
}
