package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;

/** Convolves as recognizers and trainings do: by the engine. */
record EngineConvolution(NDManager memory) implements Convolver {

    @Override
    public Answer convolve(Geometry geometry, Given given) {
        try (NDManager scope = memory.newSubManager()) {
            NDArray images = Gradients.leaf(scope.create(
                    given.images(), new Shape(geometry.batch(), geometry.in(), geometry.side(), geometry.side())));
            NDArray filters = Gradients.leaf(scope.create(
                    given.filters(),
                    new Shape(
                            geometry.out(), geometry.in() / geometry.groups(), geometry.kernel(), geometry.kernel())));
            NDArray output = Conv2d.conv2d(
                            images,
                            filters,
                            null,
                            new Shape(geometry.stride(), geometry.stride()),
                            new Shape(geometry.padding(), geometry.padding()),
                            new Shape(1, 1),
                            geometry.groups())
                    .singletonOrThrow();
            NDArray slopes = scope.create(given.slopes(), output.getShape());
            List<NDArray> gradients = Gradients.of(output.mul(slopes).sum(), List.of(images, filters));
            return new Answer(
                    output.toFloatArray(),
                    gradients.get(0).toFloatArray(),
                    gradients.get(1).toFloatArray());
        }
    }
}
