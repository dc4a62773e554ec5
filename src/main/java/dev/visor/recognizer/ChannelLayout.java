package dev.visor.recognizer;

import java.util.Locale;

/** In which order a network takes the sides of a batch. */
public enum ChannelLayout {
    /** [N, 3, height, width], as PyTorch has it. */
    NCHW,
    /** [N, height, width, 3], as TensorFlow has it. */
    NHWC;

    /** Returns the word that cards have for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
