package dev.visor.audit.verify;

/**
 * Something in a record that does not follow from the rest of it.
 *
 * @param where file, and line and column or key where there is one
 * @param what stands there, and what was expected
 */
public record Mismatch(String where, String what) {

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
