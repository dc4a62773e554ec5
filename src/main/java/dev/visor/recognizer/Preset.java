package dev.visor.recognizer;

import dev.visor.core.image.Crop;
import java.util.Locale;

/** The way in which the training code of a family of recognizers takes a pixel: color order, mean and deviation on 0..255. */
public enum Preset {
    /** The file does all of it itself. */
    PLAIN(ColorOrder.RGB, 0, 1, Crop.ARCFACE112),
    /** InsightFace's packs: buffalo_l, buffalo_s, antelopev2. */
    INSIGHTFACE(ColorOrder.RGB, 127.5, 127.5, Crop.ARCFACE112),
    /** Kim et al., "AdaFace", CVPR 2022: (pixel / 255 - 0.5) / 0.5, blue first. */
    ADAFACE(ColorOrder.BGR, 127.5, 127.5, Crop.ARCFACE112),
    /** Meng et al., "MagFace", CVPR 2021: pixel / 255, blue first. */
    MAGFACE(ColorOrder.BGR, 0, 255, Crop.ARCFACE112),
    /** facenet-pytorch: (pixel - 127.5) / 128. */
    FACENET(ColorOrder.RGB, 127.5, 128, Crop.FACENET160);

    private final ColorOrder color;
    private final double mean;
    private final double std;
    private final Crop crop;

    Preset(ColorOrder color, double mean, double std, Crop crop) {
        this.color = color;
        this.mean = mean;
        this.std = std;
        this.crop = crop;
    }

    public ColorOrder color() {
        return color;
    }

    /** Subtracted from every channel, 0..255. */
    public double mean() {
        return mean;
    }

    /** Every channel is divided by it. */
    public double std() {
        return std;
    }

    /** The crop that the family's own code makes; a card may name another. */
    public Crop crop() {
        return crop;
    }

    /** Returns the word that cards have for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
