package dev.visor.result.settings;

/**
 * The number of people and photos in each role of an inversion suite.
 *
 * @param people whom recognizers are trained on
 * @param trainingPhotos of these, which are learned from
 * @param testPhotos further ones of these: accuracy, and the jury's gallery
 * @param auxiliaryPhotos what the attacker has of other people
 * @param impostors other people's photos, whose pairs calibrate the judges' thresholds
 * @param heldOutPairs of people who are never trained on: verification
 */
public record InversionSizes(
        int people,
        int trainingPhotos,
        int testPhotos,
        int auxiliaryPhotos,
        int impostors,
        int heldOutPairs,
        String digest)
        implements ProtocolSizes {}
