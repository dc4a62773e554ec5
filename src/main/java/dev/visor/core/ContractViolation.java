package dev.visor.core;

/** A plug-in broke its promise: wrong count, wrong size, out of range, over budget. */
public final class ContractViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContractViolation(String sentence) {
        super(sentence);
    }
}
