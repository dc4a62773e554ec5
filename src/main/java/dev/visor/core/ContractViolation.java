package dev.visor.core;

/**
 * A plug-in broke its promise: wrong count, wrong size, out of range, over budget, too slow, or it threw something. One sentence
 * says which, when, and what was expected.
 */
public final class ContractViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContractViolation(String sentence) {
        super(sentence);
    }

    public ContractViolation(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
