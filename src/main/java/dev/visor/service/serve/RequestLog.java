package dev.visor.service.serve;

import dev.visor.core.InputError;
import dev.visor.service.CsvLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every call that came in, one row each, written before it is answered: what a client was made to pay for can be counted here, and
 * survives whatever becomes of the server. Rows that cannot be written are told.
 */
final class RequestLog implements AutoCloseable {

    private static final String HEADER = "call,time,contract,action,fate,code,http,ms,asked";

    private final Optional<Path> path;
    private final Optional<FileChannel> file;
    private final Consumer<String> told;
    private long lost;

    /**
     * Opens it.
     *
     * @param path appended to; nothing is kept if it is empty
     * @param told of what cannot be written, once at first and once in the end
     */
    RequestLog(Optional<Path> path, Consumer<String> told) {
        this.path = path;
        this.file = path.map(RequestLog::open);
        this.told = told;
    }

    private static FileChannel open(Path path) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (file.size() == 0) {
                file.write(line(HEADER));
            }
            return file;
        } catch (IOException e) {
            throw new InputError("request log %s cannot be written (%s); name another file".formatted(path, e), e);
        }
    }

    private static ByteBuffer line(String text) {
        return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Whether rows are kept: what stands in one need not be computed otherwise. */
    boolean isKept() {
        return file.isPresent();
    }

    synchronized void row(Object... values) {
        if (file.isEmpty()) {
            return;
        }
        try {
            ByteBuffer row = line(CsvLine.of(values));
            while (row.hasRemaining()) {
                file.get().write(row);
            }
        } catch (IOException e) {
            lost++;
            if (lost == 1) {
                told.accept("request log %s cannot be written any longer (%s); calls are answered, but not logged"
                        .formatted(path.orElseThrow(), e.getMessage()));
            }
        }
    }

    @Override
    public synchronized void close() {
        if (lost > 0) {
            told.accept(String.format(
                    Locale.ROOT, "request log %s lacks %d calls that could not be written", path.orElseThrow(), lost));
        }
        file.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
