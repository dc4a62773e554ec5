package dev.visor.dataset.packages;

import dev.visor.core.InputError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An npm package at one exact version.
 *
 * @param name with its scope, if it has one: {@code @scope/name}
 */
public record PackageName(String name, String version) {

    private static final Pattern SPEC = Pattern.compile(
            "((?:@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*)@([0-9]+\\.[0-9]+\\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?)");

    /** Reads {@code NAME@VERSION}; ranges and tags are refused, for they mean another package tomorrow. */
    public static PackageName parse(String spec) {
        Matcher parts = SPEC.matcher(spec);
        if (!parts.matches()) {
            throw new InputError("package \"%s\": expected NAME@VERSION with an exact version, like @scope/name@1.2.3"
                    .formatted(spec));
        }
        return new PackageName(parts.group(1), parts.group(2));
    }

    /** Returns the folder within the cache; a scope is a folder of its own. */
    public String folder() {
        return toString();
    }

    /** The file name that {@code npm pack} gives. */
    public String tarball() {
        return name.replace("@", "").replace('/', '-') + "-" + version + ".tgz";
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
