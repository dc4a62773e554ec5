package dev.visor.result.settings;

/**
 * The number of people and photos in each role of a recognition suite.
 *
 * @param probes faces that are looked up, one a person
 * @param mates further photos of the same people, which probes are compared with
 * @param targets people that a defense may steer to
 * @param targetGallery further photos of these
 * @param distractors other people's photos in the gallery
 * @param impostors further people's, whose pairs calibrate thresholds
 * @param pairs the data set's own
 */
public record RecognitionSizes(
        int probes, int mates, int targets, int targetGallery, int distractors, int impostors, int pairs, String digest)
        implements ProtocolSizes {}
