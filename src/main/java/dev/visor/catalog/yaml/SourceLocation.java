package dev.visor.catalog.yaml;

/**
 * The place where a value was written.
 *
 * @param source a file relative to the project's folder, or the option that gave it
 * @param line from 1; 0 where a line means nothing
 */
public record SourceLocation(String source, int line) {

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
