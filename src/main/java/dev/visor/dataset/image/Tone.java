package dev.visor.dataset.image;

/**
 * The transfer curve from stored values to light.
 *
 * @param gamma the exponent; 0 for sRGB's curve
 */
record Tone(double gamma) {

    static final Tone SRGB = new Tone(0);

    static Tone gamma(double exponent) {
        return new Tone(exponent);
    }

    /** Light 0..1 of a value 0..1. */
    double light(double value) {
        if (gamma > 0) {
            return Math.pow(value, gamma);
        }
        return value <= .04045 ? value / 12.92 : Math.pow((value + .055) / 1.055, 2.4);
    }

    /** The sRGB value 0..1 of light 0..1. */
    static double srgb(double light) {
        return light <= .0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - .055;
    }
}
