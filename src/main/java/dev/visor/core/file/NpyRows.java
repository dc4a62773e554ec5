package dev.visor.core.file;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The rows of a {@code .npy} file of float32, read as they are asked for: the file may be larger than memory.
 *
 * <p>Threads may read at once.
 */
public final class NpyRows implements AutoCloseable {

    /** A larger file is refused. */
    private static final long MOST_BYTES = 1L << 40;

    /** The header and what stands before it need no more. */
    private static final int FRONT = 16_384;

    private final Path file;
    private final FileChannel channel;
    private final long start;
    private final int rows;
    private final int columns;
    private final ByteOrder order;

    private NpyRows(Path file, FileChannel channel, long start, NpyHeader header) {
        this.file = file;
        this.channel = channel;
        this.start = start;
        this.rows = header.shape().get(0);
        this.columns = header.shape().get(1);
        this.order = header.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    /**
     * Opens a file of an array of two axes.
     *
     * @throws InputError if it is none; the sentence says why
     */
    public static NpyRows open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                ByteBuffer front = ByteBuffer.allocate((int) Math.min(FRONT, channel.size()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                fill(channel, front, 0);
                front.flip();
                NpyHeader header = Npy.header(front, MOST_BYTES);
                if (header.type() != NpyType.FLOAT32 || header.shape().size() != 2) {
                    throw new NpyHeader.NotRead(
                            "it holds %s of shape %s, expected float32 of two axes, a row an embedding: save a.astype('float32')"
                                    .formatted(header.type().descr(), NpyArray.shown(header.shape())));
                }
                Npy.requireBytes(header, header.count() * Float.BYTES, channel.size() - front.position());
                return new NpyRows(file, channel, front.position(), header);
            } catch (NpyHeader.NotRead e) {
                channel.close();
                throw new InputError("%s: it is no array that can be read: %s".formatted(file, e.getMessage()), e);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new InputError(
                    "%s: there is no such file; expected an array in NumPy's .npy format".formatted(file), e);
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, IoReason.of(e)), e);
        }
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /**
     * Reads rows.
     *
     * @param into as many values as so many rows have, in their order
     */
    public void read(int first, int count, float[] into) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, columns * Float.BYTES))
                .order(order);
        try {
            fill(channel, bytes, start + (long) first * columns * Float.BYTES);
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, IoReason.of(e)), e);
        }
        bytes.flip();
        bytes.asFloatBuffer().get(into, 0, count * columns);
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                throw new IOException("it became shorter while it was read");
            }
            at += read;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new InputError("%s cannot be closed (%s)".formatted(file, IoReason.of(e)), e);
        }
    }
}
