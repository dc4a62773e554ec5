package dev.visor.harness.exchange;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The words of those who supply images about them: {@code submission.yaml}. Nothing of it is checked here but its form.
 *
 * @param id under which the method stands in the record
 * @param method in one line
 * @param paper that describes it
 * @param code where it is to be had, and which commit
 * @param hardware that it ran on
 * @param secondsPerPhoto as they measured it
 * @param surrogates recognizers that it differentiated, together; those of the job by their ids
 * @param people who made the images
 */
public record Submission(
        String id,
        String method,
        String paper,
        String code,
        String hardware,
        double secondsPerPhoto,
        List<String> surrogates,
        String people) {

    /** The file in the folder of a result. */
    public static final String FILE = "submission.yaml";

    public Submission {
        surrogates = List.copyOf(surrogates);
        if (!(secondsPerPhoto >= 0)) {
            throw new IllegalArgumentException("seconds_per_photo must not be negative, got " + secondsPerPhoto);
        }
    }

    /** Tells all of it as the parameters of an entry. */
    SortedMap<String, String> told() {
        return new TreeMap<>(java.util.Map.of(
                "code", code,
                "hardware", hardware,
                "people", people,
                "seconds_per_photo", Double.toString(secondsPerPhoto),
                "surrogates", surrogates.toString()));
    }
}
