package dev.visor.service.serve;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Every call that came in, one row each, written before it is answered: what a client was made to pay for can be counted here, and
 * survives whatever becomes of the server.
 */
final class RequestLog implements AutoCloseable {

    private static final String HEADER = "call,time,contract,action,fate,code,http,ms,asked\n";

    private final Optional<FileChannel> file;

    /** @param path appended to; nothing is kept if it is empty */
    RequestLog(Optional<Path> path) {
        this.file = path.map(RequestLog::open);
    }

    private static FileChannel open(Path path) {
        try {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (file.size() == 0) {
                file.write(ByteBuffer.wrap(HEADER.getBytes(StandardCharsets.UTF_8)));
            }
            return file;
        } catch (IOException e) {
            throw new InputError("request log %s cannot be written (%s); name another file".formatted(path, e), e);
        }
    }

    /** Values hold neither commas nor line breaks. */
    synchronized void row(Object... values) {
        if (file.isEmpty()) {
            return;
        }
        StringBuilder row = new StringBuilder();
        for (Object value : values) {
            row.append(row.isEmpty() ? "" : ",").append(String.valueOf(value).replaceAll("[,\\r\\n]", " "));
        }
        try {
            file.get().write(ByteBuffer.wrap(row.append('\n').toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
