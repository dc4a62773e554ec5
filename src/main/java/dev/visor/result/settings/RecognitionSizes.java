package dev.visor.result.settings;

/**
 * The number of people and photos in each role of a recognition suite.
 *
 * @param probes faces that are looked up
 * @param mates further photos of the same people, which probes are compared with
 * @param learning photos of the same people from which a defense learns a perturbation for each
 * @param targets people that a defense may steer to
 * @param targetGallery further photos of these
 * @param distractors other people's photos in the gallery
 * @param impostors further people's, whose pairs calibrate thresholds
 * @param pairs the data set's own
 */
public record RecognitionSizes(
        int probes,
        int mates,
        int learning,
        int targets,
        int targetGallery,
        int distractors,
        int impostors,
        int pairs,
        String digest)
        implements ProtocolSizes {}
