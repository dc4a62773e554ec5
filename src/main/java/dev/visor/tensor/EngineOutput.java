package dev.visor.tensor;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.visor.core.InputError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The engine's own words, kept out of the terminal: what native code writes to descriptor 2 goes to a file, and what Java writes to
 * stderr goes where the process's stderr was.
 *
 * <p>Libtorch and oneDNN warn from native code, some of it at every convolution, and ask no logging framework. So the descriptor
 * itself is led elsewhere once the engine is loaded: to a file without a name, and during a run to one in its record. Where this
 * cannot be done (no POSIX system), they write to the terminal as ever.
 */
public final class EngineOutput implements AutoCloseable {

    /** Name of the file in a record's folder; there is none if the engine said nothing. */
    public static final String FILE = "engine.log";

    /** The most that is kept of it. An engine may say one sentence at every convolution, for days. */
    private static final int MOST_BYTES = 1 << 20;

    private static final long BETWEEN_LOOKS_MS = 5_000;

    private static final int STDERR = 2;

    private static final Stderr JAVA = new Stderr();

    /** Guarded by the class, as all below. */
    private static boolean separated;

    /** The file that descriptor 2 leads to; null as long as that is the process's stderr. */
    private static FileChannel target;

    private final Path file;
    private final long before;

    private EngineOutput(Path file, long before) {
        this.file = file;
        this.before = before;
    }

    /** Separates Java's stderr from the engine's in this process. From now on {@link System#err} leads to the process's stderr for good. */
    public static synchronized void separate() {
        separated = true;
        System.setErr(new PrintStream(JAVA, true, StandardCharsets.UTF_8));
    }

    /** Leads descriptor 2 away, before the engine is loaded; nothing in a process whose outputs are not separated. */
    static synchronized void begin() {
        if (!separated || target != null) {
            return;
        }
        try {
            Path unnamed = Files.createTempFile("visor-engine", ".log");
            try {
                if (JAVA.leaveDescriptor()) {
                    lead(unnamed);
                    target = FileChannel.open(unnamed, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    watch();
                }
            } finally {
                Files.delete(unnamed);
            }
        } catch (IOException | LinkageError e) {
            // The terminal hears the engine, as it would without this.
            return;
        }
    }

    /**
     * Keeps what the engine says, and what it has said so far, in a file until this is closed; nothing in a process whose outputs are
     * not separated.
     *
     * @param folder that exists
     * @throws InputError if the file cannot be written
     */
    public static synchronized EngineOutput keepIn(Path folder) {
        Path file = folder.resolve(FILE);
        if (target == null) {
            return new EngineOutput(file, -1);
        }
        try {
            FileChannel next = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            long before = next.size();
            FileChannel caught = target;
            caught.transferTo(0, MOST_BYTES, next.position(before));
            lead(file);
            target = next;
            caught.close();
            return new EngineOutput(file, before);
        } catch (IOException e) {
            throw new InputError("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Returns how many bytes it has said into this file. */
    public long said() {
        synchronized (EngineOutput.class) {
            try {
                return before < 0 ? 0 : Files.size(file) - before;
            } catch (IOException e) {
                return 0;
            }
        }
    }

    /** Leads what the engine says from now on elsewhere, and takes the file away if it said nothing. */
    @Override
    public void close() {
        synchronized (EngineOutput.class) {
            if (before < 0) {
                return;
            }
            try {
                FileChannel kept = target;
                target = null;
                begin();
                boolean silent = kept.size() == 0;
                kept.close();
                if (silent) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new InputError("%s cannot be closed: %s".formatted(file, e.getMessage()), e);
            }
        }
    }

    /** Opened by the C library, whose "a" has every system's own flags for appending: cutting the file off then leaves no hole. */
    private static void lead(Path file) throws IOException {
        NativeLibrary process = NativeLibrary.getProcess();
        Pointer stream = process.getFunction("fopen").invokePointer(new Object[] {file.toString(), "a"});
        if (stream == null) {
            throw new IOException("it cannot be opened");
        }
        int descriptor = process.getFunction("fileno").invokeInt(new Object[] {stream});
        int led = process.getFunction("dup2").invokeInt(new Object[] {descriptor, STDERR});
        process.getFunction("fclose").invokeInt(new Object[] {stream});
        if (led != STDERR) {
            throw new IOException("stderr cannot be led to it");
        }
    }

    private static void watch() {
        if (WATCH.getState() == Thread.State.NEW) {
            WATCH.setDaemon(true);
            WATCH.start();
        }
    }

    private static final Thread WATCH = new Thread(
            () -> {
                try {
                    while (true) {
                        Thread.sleep(BETWEEN_LOOKS_MS);
                        cut();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            },
            "engine output");

    /** Cuts the file off where it has grown too long: what is said first tells most. */
    static synchronized void cut() {
        try {
            if (target != null && target.size() > MOST_BYTES) {
                target.truncate(MOST_BYTES);
            }
        } catch (IOException e) {
            // Of a file that cannot be cut off the disk will tell.
            return;
        }
    }

    /** Java's stderr, on whatever descriptor it is. */
    private static final class Stderr extends OutputStream {

        private volatile OutputStream now = new FileOutputStream(FileDescriptor.err);

        /** Moves to a descriptor of its own, so that 2 can be led elsewhere; false if it cannot. */
        synchronized boolean leaveDescriptor() {
            if (now instanceof Descriptor) {
                return true;
            }
            int own = NativeLibrary.getProcess().getFunction("dup").invokeInt(new Object[] {STDERR});
            if (own < 0) {
                return false;
            }
            now = new Descriptor(own);
            return true;
        }

        @Override
        public void write(int b) throws IOException {
            now.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            now.write(bytes, from, count);
        }
    }

    /** A descriptor by its number, which Java opens no stream on. */
    private static final class Descriptor extends OutputStream {

        private static final int INTERRUPTED = 4;

        private final int number;
        private final Function write = NativeLibrary.getProcess().getFunction("write", Function.THROW_LAST_ERROR);

        private Descriptor(int number) {
            this.number = number;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            byte[] left = Arrays.copyOfRange(bytes, from, from + count);
            while (left.length > 0) {
                try {
                    long written = (Long) write.invoke(Long.class, new Object[] {number, left, (long) left.length});
                    left = Arrays.copyOfRange(left, (int) written, left.length);
                } catch (LastErrorException e) {
                    if (e.getErrorCode() != INTERRUPTED) {
                        throw new IOException(e.getMessage(), e);
                    }
                }
            }
        }
    }
}
