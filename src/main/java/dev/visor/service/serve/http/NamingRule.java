package dev.visor.service.serve.http;

import dev.visor.service.serve.http.Refused.Why;
import java.util.regex.Pattern;

/**
 * The names that a vendor takes, as its documentation says.
 *
 * @param field that holds it
 * @param longest characters
 * @param pattern that the whole of it matches
 */
public record NamingRule(String field, int longest, Pattern pattern) {

    public static NamingRule of(String field, int longest, String pattern) {
        return new NamingRule(field, longest, Pattern.compile(pattern));
    }

    /** The name, if it is one. */
    public String checked(String name) throws Refused {
        if (name.length() > longest) {
            throw new Refused(Why.NAME_TOO_LONG, field);
        }
        if (!pattern.matcher(name).matches()) {
            throw new Refused(Why.BAD_NAME, field);
        }
        return name;
    }
}
