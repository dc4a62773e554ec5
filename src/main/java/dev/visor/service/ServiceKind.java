package dev.visor.service;

import static dev.visor.service.Capability.COMPARE;
import static dev.visor.service.Capability.EMBED;
import static dev.visor.service.Capability.SEARCH;

import dev.visor.core.measure.ScoreScale;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The contracts that Visor speaks. A compatible service costs a card, a new contract a client. */
public enum ServiceKind {
    /** Face++ v3. Whatever is enrolled is detected first; its face token lives 72 hours unless it is in a face set. */
    FACEPP("facepp", ScoreScale.PERCENT, List.of("key", "secret"), false, true, hours(72), COMPARE, SEARCH),
    /** Amazon Rekognition. */
    REKOGNITION("rekognition", ScoreScale.PERCENT, List.of("key", "secret"), false, false, forEver(), COMPARE, SEARCH),
    /** Azure Face v1.x: photos are detected, faces are verified by id, which lives 24 hours. */
    AZURE("azure", ScoreScale.UNIT, List.of("key"), true, false, hours(24), COMPARE),
    /** Tencent Cloud IAI, 2020-03-03 or 2018-03-01. */
    TENCENT("tencent", ScoreScale.PERCENT, List.of("key", "secret"), false, false, forEver(), COMPARE, SEARCH),
    /** Aliyun facebody, 2019-12-30. */
    ALIYUN("aliyun", ScoreScale.PERCENT, List.of("key", "secret"), false, false, forEver(), COMPARE),
    /** CompreFace 1.2: one collection for each key. */
    COMPREFACE("compreface", ScoreScale.UNIT, List.of("key"), false, false, forEver(), COMPARE, SEARCH),
    /** DeepFace's own REST API. */
    DEEPFACE("deepface", ScoreScale.COSINE_DISTANCE, List.of(), false, false, forEver(), COMPARE, EMBED),
    /** InsightFace-REST. */
    INSIGHTFACE("insightface", ScoreScale.COSINE, List.of(), false, false, forEver(), EMBED);

    private final String word;
    private final ScoreScale scale;
    private final List<String> keys;
    private final boolean detectsFirst;
    private final boolean enrolsHandles;
    private final Optional<Duration> handleLife;
    private final Set<Capability> capabilities;

    ServiceKind(
            String word,
            ScoreScale scale,
            List<String> keys,
            boolean detectsFirst,
            boolean enrolsHandles,
            Optional<Duration> handleLife,
            Capability first,
            Capability... more) {
        this.word = word;
        this.scale = scale;
        this.keys = keys;
        this.detectsFirst = detectsFirst;
        this.enrolsHandles = enrolsHandles;
        this.handleLife = handleLife;
        this.capabilities = Set.copyOf(EnumSet.of(first, more));
    }

    private static Optional<Duration> hours(int hours) {
        return Optional.of(Duration.ofHours(hours));
    }

    private static Optional<Duration> forEver() {
        return Optional.empty();
    }

    /** Returns the word of cards. */
    public String word() {
        return word;
    }

    /** Returns the scale of a comparison's score. */
    public ScoreScale scale() {
        return scale;
    }

    /** The keys that an account has; a card says which environment variable holds each. */
    public List<String> keys() {
        return keys;
    }

    /** Whether photos are compared by handles that they are given first. */
    public boolean detectsFirst() {
        return detectsFirst;
    }

    /** Whether photos are enrolled by handles that they are given first. */
    public boolean enrolsHandles() {
        return enrolsHandles;
    }

    /** Whether that is asked about faces by their handles: their photos have to be detected first. */
    public boolean byHandle(Operation operation) {
        return operation == Operation.COMPARE && detectsFirst || operation == Operation.ENROL && enrolsHandles;
    }

    /**
     * Returns how long the service knows a face by the handle that it gave, unless the face is enrolled; empty for
     * ever.
     */
    public Optional<Duration> handleLife() {
        return handleLife;
    }

    /** Whether collections are told apart; otherwise all that an account enrolls lies in one, and shares its results. */
    public boolean separatesCollections() {
        return this != COMPREFACE;
    }

    public Set<Capability> capabilities() {
        return capabilities;
    }
}
