package dev.visor.harness.code;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * The classes and files of some jars that are no part of the project, for code that is known by all that lies in them.
 *
 * <p>The jars are read whole, once: what runs is what the digest stands for, although somebody builds them anew in the meantime. Other jars
 * that a manifest names are not looked for.
 */
public final class JarClasses extends ClassLoader {

    private static final long MEBIBYTE = 1 << 20;

    /** The bytes that are held in memory at most; weights belong beside a jar. */
    private static final long MOST_BYTES = 256 * MEBIBYTE;

    private static final String CLASS = ".class";

    private final SortedMap<String, List<byte[]>> files;
    private final Digest digest;

    private JarClasses(SortedMap<String, List<byte[]>> files, ClassLoader parent) {
        super(parent);
        this.files = files;
        this.digest = digest(files);
    }

    /**
     * Reads the jars. Of two classes of one name the first counts.
     *
     * @param parent that has the classes which the jars were built against; it is asked first
     * @throws InputError if one is no jar or cannot be read, or they hold more than 256 MiB
     */
    public static JarClasses of(List<Path> jars, ClassLoader parent) {
        SortedMap<String, List<byte[]>> files = new TreeMap<>();
        long bytes = 0;
        for (Path jar : jars) {
            bytes += read(jar, MOST_BYTES - bytes, files);
        }
        return new JarClasses(files, parent);
    }

    private static long read(Path jar, long most, Map<String, List<byte[]>> files) {
        long bytes = 0;
        try (JarFile entries = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, Runtime.version())) {
            // Of a jar for several versions of Java, what this one runs.
            for (JarEntry entry : entries.versionedStream().toList()) {
                if (!entry.isDirectory()) {
                    byte[] content = content(jar, entries, entry, most - bytes);
                    bytes += content.length;
                    files.computeIfAbsent(entry.getName(), name -> new ArrayList<>())
                            .add(content);
                }
            }
        } catch (IOException | SecurityException e) {
            throw new InputError("%s cannot be read as a jar (%s): build it anew".formatted(jar, e.getMessage()), e);
        }
        return bytes;
    }

    private static byte[] content(Path jar, JarFile entries, JarEntry entry, long most) throws IOException {
        try (InputStream in = entries.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) most + 1);
            if (content.length > most) {
                throw new InputError(String.format(
                        Locale.ROOT,
                        "%s: the jars beside it and this one hold more than %d MiB: put weights into files of the catalog",
                        jar,
                        MOST_BYTES / MEBIBYTE));
            }
            return content;
        }
    }

    private static Digest digest(SortedMap<String, List<byte[]>> files) {
        Digest.Builder digest = Digest.builder("jars");
        files.forEach((name, contents) -> contents.forEach(
                content -> digest.add(name, name.endsWith(CLASS) ? ClassCode.digest(content) : Digest.of(content))));
        return digest.build();
    }

    /** Digests all that lies in the jars. Lines, comments and names of local variables of classes are not in it. */
    Digest digest() {
        return digest;
    }

    /** Whether a class of that name lies in the jars. */
    boolean holds(String name) {
        return files.containsKey(file(name));
    }

    private static String file(String name) {
        return name.replace('.', '/') + CLASS;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        List<byte[]> codes = files.get(file(name));
        if (codes == null) {
            throw new ClassNotFoundException(name);
        }
        byte[] code = codes.get(0);
        return defineClass(name, code, 0, code.length);
    }

    @Override
    protected URL findResource(String name) {
        return files.containsKey(name) ? address(name, files.get(name).get(0)) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(files.getOrDefault(name, List.of()).stream()
                .map(content -> address(name, content))
                .toList());
    }

    /** An address that only this object can give, and that leads to the content as it was read. */
    private static URL address(String name, byte[] content) {
        try {
            return new URL(null, "jar-in-memory:/" + name, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {
                            connected = true;
                        }

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(content);
                        }
                    };
                }
            });
        } catch (MalformedURLException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
