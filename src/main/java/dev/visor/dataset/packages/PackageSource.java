package dev.visor.dataset.packages;

import java.io.IOException;
import java.nio.file.Path;

/** A source of packages. */
@FunctionalInterface
public interface PackageSource {

    /**
     * Puts the package's tarball into the folder.
     *
     * @return the tarball
     * @throws IOException if it cannot be had; the message says why, as the part of a sentence
     */
    Path fetch(PackageName pack, Path folder) throws IOException;
}
