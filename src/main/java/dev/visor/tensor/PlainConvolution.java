package dev.visor.tensor;

/** Convolves by the definition, one product after another, in double precision: slow, and right. */
final class PlainConvolution implements Convolver {

    @Override
    public Answer convolve(Geometry geometry, Given given) {
        double[] output = new double[geometry.outputs()];
        double[] images = new double[geometry.inputs()];
        double[] filters = new double[geometry.filters()];
        int side = geometry.side();
        int outSide = geometry.outSide();
        int kernel = geometry.kernel();
        int inGroup = geometry.in() / geometry.groups();
        int outGroup = geometry.out() / geometry.groups();
        for (int n = 0; n < geometry.batch(); n++) {
            for (int o = 0; o < geometry.out(); o++) {
                int firstOut = (n * geometry.out() + o) * outSide * outSide;
                for (int i = 0; i < inGroup; i++) {
                    int channel = o / outGroup * inGroup + i;
                    int firstIn = (n * geometry.in() + channel) * side * side;
                    int firstFilter = (o * inGroup + i) * kernel * kernel;
                    for (int k = 0; k < kernel * kernel; k++) {
                        // Where the filter's pixel k lies on the image, over all places of the filter.
                        int filter = firstFilter + k;
                        double weight = given.filters()[filter];
                        double sum = 0;
                        int left = k % kernel - geometry.padding();
                        int first = first(geometry, left);
                        int end = end(geometry, left);
                        for (int row = 0; row < outSide; row++) {
                            int y = row * geometry.stride() + k / kernel - geometry.padding();
                            if (y < 0 || y >= side) {
                                continue;
                            }
                            int from = firstIn + y * side + first * geometry.stride() + left;
                            for (int to = firstOut + row * outSide + first;
                                    to < firstOut + row * outSide + end;
                                    to++, from += geometry.stride()) {
                                double slope = given.slopes()[to];
                                double pixel = given.images()[from];
                                output[to] += weight * pixel;
                                images[from] += weight * slope;
                                sum += slope * pixel;
                            }
                        }
                        filters[filter] += sum;
                    }
                }
            }
        }
        return new Answer(single(output), single(images), single(filters));
    }

    /** The first column of the output at which a filter's pixel lies on the image. */
    private static int first(Geometry geometry, int left) {
        return left >= 0 ? 0 : (geometry.stride() - 1 - left) / geometry.stride();
    }

    /** One after the last such column. */
    private static int end(Geometry geometry, int left) {
        int last = Math.floorDiv(geometry.side() - 1 - left, geometry.stride());
        return Math.min(geometry.outSide(), last + 1);
    }

    private static float[] single(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
