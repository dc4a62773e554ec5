package dev.visor.audit.verify;

import dev.visor.core.text.Printable;

/**
 * Something in a record that does not follow from the rest of it.
 *
 * @param where file, and line and column or key where there is one
 * @param what stands there, and what was expected
 */
public record Mismatch(String where, String what) {

    /** Names and values of a stranger's record stand in both. */
    public Mismatch {
        where = Printable.line(where);
        what = Printable.line(what);
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
