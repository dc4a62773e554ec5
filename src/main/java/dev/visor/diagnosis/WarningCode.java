package dev.visor.diagnosis;

import dev.visor.result.RunInfo.Warning;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every warning that a record may hold: its code, what it follows from, and since when runs raise it. {@code
 * docs/warnings.md} explains each in a section of its own.
 */
public enum WarningCode {
    SAME_ARCHITECTURE(Ground.RECORD, WarningEdition.FIRST),
    WHITE_BOX_ONLY(Ground.RECORD, WarningEdition.FIRST),
    UNKNOWN_TRAINING_DATA(Ground.RECORD, WarningEdition.FIRST),
    TRAINING_OVERLAP(Ground.RECORD, WarningEdition.FIRST),
    FEW_PROBES(Ground.RECORD, WarningEdition.FIRST),
    UNRESOLVED_FAR(Ground.RECORD, WarningEdition.FIRST),
    NO_DETECTOR(Ground.RECORD, WarningEdition.FIRST),
    NO_PURIFICATION(Ground.RECORD, WarningEdition.FIRST),
    TARGETS_NOT_ENROLLED(Ground.RECORD, WarningEdition.FIRST),
    ATTACK_RESTRICTED(Ground.RECORD, WarningEdition.FIRST),
    REDUCED_SCALE(Ground.RECORD, WarningEdition.FIRST),
    RECONSTRUCTION(Ground.RECORD, WarningEdition.FIRST),
    PHOTOS_LEFT_OUT(Ground.PARTLY, WarningEdition.PHOTO_DIGESTS),
    UNCOMMITTED_CODE(Ground.RECORD, WarningEdition.FIRST),
    SEVERAL_MACHINES(Ground.MACHINE, WarningEdition.FIRST),
    RUN_FAILED(Ground.MACHINE, WarningEdition.FIRST),
    ZERO_GRADIENTS(Ground.RECORD, WarningEdition.FIRST),
    BLACK_BOX_BEATS_WHITE_BOX(Ground.RECORD, WarningEdition.FIRST),
    EPSILON_NOT_MONOTONE(Ground.RECORD, WarningEdition.FIRST),
    LARGEST_EPSILON_FALLS_SHORT(Ground.RECORD, WarningEdition.FIRST),
    ONE_STEP_BEATS_MANY(Ground.RECORD, WarningEdition.FIRST),
    MORE_ITERATIONS_HELP(Ground.RECORD, WarningEdition.FIRST),
    RANDOMIZED_DEFENSE(Ground.RECORD, WarningEdition.FIRST),
    UNREADABLE_PHOTOS(Ground.PARTLY, WarningEdition.PHOTO_DIGESTS, "(?<=cannot be read): .*$"),
    NO_FACE(Ground.PARTLY, WarningEdition.PHOTO_DIGESTS, ", unprotected ones among them: .*$"),
    SAME_PHOTO(Ground.MACHINE, WarningEdition.PHOTO_DIGESTS),
    CLEAN_ACCURACY(Ground.RECORD, WarningEdition.FIRST),
    FEW_RECOGNIZED(Ground.RECORD, WarningEdition.FIRST),
    SERVICE_MOVED(Ground.MACHINE, WarningEdition.FIRST),
    SERVICE_UNANSWERED(Ground.PARTLY, WarningEdition.FIRST, Pattern.quote(UnansweredTrials.CAPPED)),
    WEAK_ATTACK(Ground.RECORD, WarningEdition.THIRD_METRICS),
    NO_BETTER_THAN_BASELINE(Ground.RECORD, WarningEdition.SECOND_FORMAT),
    GRADIENT_FREE_BEATS_WHITE_BOX(Ground.RECORD, WarningEdition.WITHIN_FIRST_FORMAT),
    FOOLABLE_JURY(Ground.RECORD, WarningEdition.THIRD_METRICS),
    FLAT_ANSWERS(Ground.RECORD, WarningEdition.WITHIN_FIRST_FORMAT),
    IMAGES_SUPPLIED(Ground.RECORD, WarningEdition.SECOND_FORMAT),
    IMAGES_ODD(Ground.RECORD, WarningEdition.SECOND_FORMAT),
    IMAGES_ALIKE(Ground.MACHINE, WarningEdition.SECOND_FORMAT),
    NOT_REPEATABLE(Ground.RECORD, WarningEdition.SECOND_FORMAT),
    COUNTERMEASURE_RESTRICTED(Ground.RECORD, WarningEdition.SECOND_FORMAT);

    /** The evidence that a warning follows from. */
    public enum Ground {
        /** The record alone: whoever has it can raise the warning anew. */
        RECORD,
        /** The record as far as it counts; what the machine saw besides, such as the names of photos, is told with it. */
        PARTLY,
        /** Evidence that was found on the machine and in no table. */
        MACHINE
    }

    private final Ground ground;
    private final WarningEdition since;
    private final Pattern seen;

    WarningCode(Ground ground, WarningEdition since) {
        this(ground, since, "(?!)");
    }

    /** @param seen matches what the machine saw, within a message */
    WarningCode(Ground ground, WarningEdition since, String seen) {
        this.ground = ground;
        this.since = since;
        this.seen = Pattern.compile(seen, Pattern.DOTALL);
    }

    /** Finds the code that a record holds; empty if this Visor knows none of that name. */
    public static Optional<WarningCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
    }

    /** The code in a record and its heading in {@code docs/warnings.md}, such as {@code few-probes}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Ground ground() {
        return ground;
    }

    /** Returns the edition since which runs raise it by its present rule and in its present words. */
    public WarningEdition since() {
        return since;
    }

    /** The part of a message that follows from the record: without what the machine saw. */
    public String stem(String message) {
        return seen.matcher(message).replaceAll("");
    }

    /** Makes the warning with that message. */
    public Warning says(String message) {
        return new Warning(word(), message);
    }

    /**
     * Makes the warning if there is anything that it is about.
     *
     * @param named what it is about, joined by the separator
     * @param sentence has a {@code %s} for them
     */
    Optional<Warning> about(List<String> named, String separator, String sentence) {
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(says(String.format(Locale.ROOT, sentence, String.join(separator, named))));
    }
}
