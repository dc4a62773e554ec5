package dev.visor.recognizer;

import dev.visor.core.Digest;
import dev.visor.core.image.FaceImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;

/**
 * The form in which a network's file takes a face: each channel, in its color order, as (pixel - mean) / std.
 *
 * @param mean of each of the network's channels, 0..255
 * @param std likewise, above 0
 * @param stated whether mean and std were written out, not filled in by a preset
 */
public record FaceInput(ChannelLayout layout, ColorOrder color, List<Double> mean, List<Double> std, boolean stated) {

    /** Faces as they are: RGB, 0..255. */
    public static final FaceInput PLAIN = of(Preset.PLAIN);

    public FaceInput {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != FaceImage.CHANNELS || std.size() != FaceImage.CHANNELS) {
            throw new IllegalArgumentException("mean and std need three numbers, got " + mean + " and " + std);
        }
        if (!std.stream().allMatch(value -> value > 0)) {
            throw new IllegalArgumentException("std must hold numbers above 0, got " + std);
        }
    }

    /** Makes of a face what a family's own code makes of it, channels first. */
    public static FaceInput of(Preset preset) {
        return new FaceInput(
                ChannelLayout.NCHW, preset.color(), each(preset.mean()), each(preset.std()), preset == Preset.PLAIN);
    }

    /** The number for every channel. */
    public static List<Double> each(double value) {
        return Collections.nCopies(FaceImage.CHANNELS, value);
    }

    /** Whether the network takes faces just as they are. */
    public boolean isPlain() {
        return layout == ChannelLayout.NCHW && color == ColorOrder.RGB && isUnscaled();
    }

    /** Whether the network takes pixels 0..255. */
    public boolean isUnscaled() {
        return mean.equals(PLAIN.mean) && std.equals(PLAIN.std);
    }

    /**
     * The network's values for a face, in its layout.
     *
     * @param rgb 3 x rows x width values, 0..255
     */
    public float[] apply(float[] rgb) {
        int plane = rgb.length / FaceImage.CHANNELS;
        boolean last = layout == ChannelLayout.NHWC;
        float[] scaled = new float[rgb.length];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            int from = color == ColorOrder.BGR ? FaceImage.CHANNELS - 1 - channel : channel;
            double less = mean.get(channel);
            double by = std.get(channel);
            for (int i = 0; i < plane; i++) {
                scaled[last ? i * FaceImage.CHANNELS + channel : channel * plane + i] =
                        (float) ((rgb[from * plane + i] - less) / by);
            }
        }
        return scaled;
    }

    /** Stands for what the network is shown, whoever wrote it down. */
    public Digest digest() {
        return Digest.builder("face input")
                .add("layout", layout.word())
                .add("color", color.word())
                .add("mean", mean.toString())
                .add("std", std.toString())
                .build();
    }

    /** Tells it to people: {@code bgr, (x - 127.5) / 127.5}. */
    public String words() {
        String scale = isUnscaled() ? "0..255" : "(x - %s) / %s".formatted(shown(mean), shown(std));
        return color.word() + ", " + scale + (layout == ChannelLayout.NHWC ? ", channels last" : "");
    }

    private static String shown(List<Double> values) {
        return values.stream().distinct().count() == 1
                ? number(values.get(0))
                : values.stream().map(FaceInput::brief).toList().toString();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** Four digits tell which of the usual numbers it is. */
    private static String brief(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
