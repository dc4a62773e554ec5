package dev.visor.result.settings;

/**
 * The number of people and photos in each role of a recognition suite.
 *
 * @param probes faces that are looked up, in all splits together
 * @param mates further photos of the same people, which probes are compared with, in one split
 * @param learning photos of the same people from which a defense learns a perturbation for each, in one split
 * @param targets people that a defense may steer to
 * @param targetGallery further photos of these
 * @param distractors other people's photos in the gallery
 * @param impostors further people's, whose pairs calibrate thresholds
 * @param pairs the data set's own
 * @param splits how often the photos of protected people are divided; 1 for once
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
        int splits,
        String digest)
        implements ProtocolSizes {

    /** Photos that are divided once. */
    public RecognitionSizes(
            int probes,
            int mates,
            int learning,
            int targets,
            int targetGallery,
            int distractors,
            int impostors,
            int pairs,
            String digest) {
        this(probes, mates, learning, targets, targetGallery, distractors, impostors, pairs, 1, digest);
    }

    @Override
    public boolean inSplits() {
        return splits > 1;
    }
}
