package dev.visor.catalog.yaml;

import java.nio.file.Path;

/**
 * The place where a value was written.
 *
 * @param source a file relative to the project's folder, or the option that gave it
 * @param line from 1; 0 where a line means nothing
 * @param folder in which files lie that the value names: that of the file, or the working folder
 */
public record SourceLocation(String source, int line, Path folder) {

    /** A place that is in no file, or names none. */
    public SourceLocation(String source, int line) {
        this(source, line, Path.of(""));
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
