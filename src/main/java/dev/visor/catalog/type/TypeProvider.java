package dev.visor.catalog.type;

/**
 * Adds types of defenses and attacks from a jar: what a line of {@code BuiltIns} does for a type of the project.
 *
 * <p>The jar lies in {@code lib/} of a catalog that is named with {@code --catalog}, and names its provider, a public class with a
 * constructor without parameters, in a file {@code META-INF/services/dev.visor.catalog.type.TypeProvider}.
 *
 * <pre>{@code
 * public void addTo(PluginTypes types) {
 *     types.defenses("obfuscation").add("solarize", Solarize.Params.class, Solarize::new);
 *     types.countermeasures().add("sharpen", Sharpen::new);
 * }
 * }</pre>
 *
 * <p>All that lies in the jars of a catalog is part of every key under which results of these types are stored: a jar that is built anew of
 * other code never yields an older result.
 */
public interface TypeProvider {

    /**
     * Adds types under words that are not taken yet.
     *
     * @param types the project's own, and what other providers added before
     */
    void addTo(PluginTypes types);
}
