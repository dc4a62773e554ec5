package dev.visor.defense.makeup;

import dev.visor.recognizer.mesh.FaceMesh;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One color on one region.
 *
 * @param color red, green and blue, 0..255
 * @param opacity 0..1
 * @param softness of the edge: the sigma of a Gaussian, in distances between the eyes, 0..0.5
 */
record Layer(FaceRegion region, List<Double> color, double opacity, double softness) {

    private static final double MOST_SOFTNESS = 0.5;

    private static final Pattern WORDS =
            Pattern.compile("([a-z-]+) +([0-9a-fA-F]{6}) +opacity +([0-9.]{1,8}) +softness +([0-9.]{1,8})");

    Layer {
        color = List.copyOf(color);
    }

    /**
     * Reads the layers of a style, from the lowest.
     *
     * @param lines such as {@code lips a01828 opacity 0.7 softness 0.03}
     * @throws IllegalArgumentException if one is written otherwise, or there is none
     */
    static List<Layer> of(List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "layers must name at least one, such as " + "\"lips a01828 opacity 0.7 softness 0.03\"");
        }
        return lines.stream().map(Layer::of).toList();
    }

    private static Layer of(String line) {
        Matcher words = WORDS.matcher(line.strip());
        if (!words.matches()) {
            throw new IllegalArgumentException(
                    "layers hold \"%s\"; expected a region, a color of six hexadecimal digits, opacity and softness, such as \"lips a01828 opacity 0.7 softness 0.03\""
                            .formatted(line));
        }
        int rgb = Integer.parseInt(words.group(2), 16);
        return new Layer(
                region(words.group(1)),
                List.of((double) (rgb >> 16), (double) (rgb >> 8 & 0xff), (double) (rgb & 0xff)),
                share(line, "opacity", words.group(3), 1),
                share(line, "softness", words.group(4), MOST_SOFTNESS));
    }

    private static FaceRegion region(String word) {
        return Arrays.stream(FaceRegion.values())
                .filter(region -> word(region).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("layers name the region \"%s\"; there are %s"
                        .formatted(
                                word,
                                Arrays.stream(FaceRegion.values())
                                        .map(Layer::word)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String word(FaceRegion region) {
        return region.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double share(String line, String name, String text, double most) {
        try {
            double value = Double.parseDouble(text);
            if (value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "layers hold \"%s\"; %s must be a number from 0 to %s".formatted(line, name, most));
    }

    /** Returns how much of each pixel it covers at full opacity, 0..1; 0 beside the face and in eyes and mouth. */
    float[] mask(FaceMesh mesh, int width, int height) {
        double sigma = softness * FaceRegion.eyeDistance(mesh);
        return Coverage.of(region.outlines(mesh), width, height)
                .softened(sigma)
                .within(Coverage.of(FaceRegion.face(mesh), width, height).feathered(sigma))
                .outside(Coverage.of(region.without(mesh), width, height))
                .values();
    }
}
