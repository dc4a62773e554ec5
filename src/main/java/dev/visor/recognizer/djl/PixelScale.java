package dev.visor.recognizer.djl;

import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.RecognizerCard;
import java.util.Collections;
import java.util.List;

/**
 * The scaling of pixels that a network expects: (pixel - mean) / std for each channel, in its channel order.
 *
 * @param mean of each of the net's channels, 0..255
 * @param std likewise, above 0
 * @param bgr whether the net's first channel is blue
 */
record PixelScale(List<Double> mean, List<Double> std, boolean bgr) {

    PixelScale {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** Reads {@code mean}, {@code std} and {@code channels} ({@code rgb} or {@code bgr}) of a card's parameters. */
    static PixelScale of(RecognizerCard card) {
        List<Double> std = numbers(card, "std");
        if (std.stream().anyMatch(value -> value <= 0)) {
            throw new InputError(
                    "recognizer %s: params.std is %s, expected numbers above 0: write the divisor of a pixel"
                            .formatted(card.id(), std));
        }
        Object channels = card.params().get("channels");
        if (!"rgb".equals(channels) && !"bgr".equals(channels)) {
            throw new InputError(
                    "recognizer %s: params.channels is \"%s\", expected rgb or bgr".formatted(card.id(), channels));
        }
        return new PixelScale(numbers(card, "mean"), std, "bgr".equals(channels));
    }

    /**
     * The net's values for a face.
     *
     * @param rgb 3 x height x width values, 0..255
     */
    float[] apply(float[] rgb) {
        int plane = rgb.length / FaceImage.CHANNELS;
        float[] scaled = new float[rgb.length];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            int from = bgr ? FaceImage.CHANNELS - 1 - channel : channel;
            for (int i = 0; i < plane; i++) {
                scaled[channel * plane + i] = (float) ((rgb[from * plane + i] - mean.get(channel)) / std.get(channel));
            }
        }
        return scaled;
    }

    /** One number stands for all channels. */
    private static List<Double> numbers(RecognizerCard card, String key) {
        Object value = card.params().get(key);
        List<?> numbers = value instanceof List<?> list ? list : Collections.nCopies(FaceImage.CHANNELS, value);
        if (numbers.size() != FaceImage.CHANNELS || !numbers.stream().allMatch(Number.class::isInstance)) {
            throw new InputError("recognizer %s: params.%s is %s, expected a number, or three, one a channel"
                    .formatted(card.id(), key, value));
        }
        return numbers.stream().map(number -> ((Number) number).doubleValue()).toList();
    }
}
