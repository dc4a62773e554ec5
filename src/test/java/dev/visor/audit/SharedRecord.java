package dev.visor.audit;

import dev.visor.result.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A record that is made once a process, and of which every test gets a copy of its own. */
final class SharedRecord {

    private final Function<Path, RunRecord> making;
    private Map<String, byte[]> files = Map.of();

    /** @param making that writes the record into a folder */
    SharedRecord(Function<Path, RunRecord> making) {
        this.making = making;
    }

    /** Writes a copy into that folder; folders on the way are made. */
    synchronized RunRecord in(Path folder) {
        if (files.isEmpty()) {
            files = files(making.apply(folder).directory());
        }
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path copy = folder.resolve(file.getKey());
                Files.createDirectories(copy.getParent());
                Files.write(copy, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunRecord(folder);
    }

    private static Map<String, byte[]> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            Map<String, byte[]> files = new TreeMap<>();
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
