package dev.visor.service.serve;

import dev.visor.service.serve.Refused.Why;
import java.util.regex.Pattern;

/**
 * What a vendor takes as a name, as its documentation says.
 *
 * @param field that holds it
 * @param longest characters
 * @param pattern that the whole of it matches
 */
record Naming(String field, int longest, Pattern pattern) {

    static Naming of(String field, int longest, String pattern) {
        return new Naming(field, longest, Pattern.compile(pattern));
    }

    /** The name, if it is one. */
    String checked(String name) throws Refused {
        if (name.length() > longest) {
            throw new Refused(Why.NAME_TOO_LONG, field);
        }
        if (!pattern.matcher(name).matches()) {
            throw new Refused(Why.BAD_NAME, field);
        }
        return name;
    }
}
