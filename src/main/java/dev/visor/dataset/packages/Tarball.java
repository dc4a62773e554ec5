package dev.visor.dataset.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks what {@code npm pack} makes: a gzipped tar with everything under one folder. */
final class Tarball {

    private Tarball() {}

    /** Writes the files below the tarball's top folder into {@code folder}; links and other oddities are left out. */
    static void unpack(Path tarball, Path folder) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                    Path target = target(entry.getName(), folder);
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                }
            }
        } catch (IOException e) {
            throw new IOException("%s cannot be unpacked (%s)".formatted(tarball.getFileName(), e.getMessage()), e);
        }
    }

    private static Path target(String name, Path folder) throws IOException {
        String below = name.substring(name.indexOf('/') + 1);
        Path target = folder.resolve(below).normalize();
        if (!target.startsWith(folder) || target.equals(folder)) {
            throw new IOException("it holds \"" + name + "\", which would leave its folder");
        }
        return target;
    }
}
