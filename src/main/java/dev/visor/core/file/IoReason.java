package dev.visor.core.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Tells why the system could not read or write a file, in its words or, where it names only the file, in ours. */
public final class IoReason {

    private static final Map<Class<?>, String> WORDS = Map.of(
            NoSuchFileException.class, "no such file or folder",
            AccessDeniedException.class, "permission denied",
            FileAlreadyExistsException.class, "a file is in the way",
            DirectoryNotEmptyException.class, "a folder is in the way",
            NotDirectoryException.class, "a file is in the way");

    private IoReason() {}

    public static String of(IOException e) {
        if (e instanceof FileSystemException system && system.getReason() == null) {
            return WORDS.getOrDefault(e.getClass(), e.getClass().getSimpleName());
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
