package dev.visor.selftest;

/**
 * The result of one seeded case.
 *
 * @param behavior of the case, in words
 * @param seen in words
 * @param caught whether that is the known answer
 */
public record CaseResult(String bed, String seededCase, String behavior, String seen, boolean caught) {

    /** One line for people. */
    public String line() {
        return "%s  %s  %s: %s; seen: %s".formatted(caught ? "caught" : "MISSED", bed, seededCase, behavior, seen);
    }
}
