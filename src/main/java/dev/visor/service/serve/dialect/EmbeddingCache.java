package dev.visor.service.serve.dialect;

import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Decodes pictures that anybody may have sent and reads their faces; what was seen lately is not looked at again. */
public final class EmbeddingCache {

    /** Beyond it a picture is refused before its pixels are read: a small file can unpack to any size. */
    static final long MAX_PIXELS = 4096L * 4096;

    /** Decoded photos in memory at once. */
    private static final int DECODING = 2;

    /** Seconds that a call waits for its turn to be decoded; then the server is too busy for it. */
    private static final int PATIENCE_SECONDS = 15;

    private static final int REMEMBERED = 4096;

    private final FaceReader reader;
    private final int maxBytes;
    private final Semaphore decoding = new Semaphore(DECODING, true);
    private final Map<Digest, Optional<Seen>> seen = new LinkedHashMap<>(16, .75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Optional<Seen>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A face in a photo of that size; {@code image} stands for the file. */
    record Seen(Digest image, FaceReading sight, int width, int height) {

        Embedding embedding() {
            return sight.embedding();
        }
    }

    public EmbeddingCache(FaceReader reader, int maxBytes) {
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    /**
     * The face that a picture is of.
     *
     * @param field that held the picture, for the complaint
     */
    Seen face(byte[] file, String field) throws Refused {
        if (file.length > maxBytes) {
            throw new Refused(Why.TOO_LARGE, field);
        }
        Digest digest = Digest.of(file);
        Optional<Seen> known;
        synchronized (seen) {
            known = seen.get(digest);
        }
        if (known == null) {
            known = read(file, digest, field);
            synchronized (seen) {
                seen.put(digest, known);
            }
        }
        return known.orElseThrow(() -> new Refused(Why.NO_FACE, field));
    }

    private Optional<Seen> read(byte[] file, Digest digest, String field) throws Refused {
        waitForTurn();
        try {
            Reading reading = ImageFiles.decode(file, MAX_PIXELS);
            if (reading instanceof Reading.Unreadable unreadable) {
                throw new Refused(unreadable.reason().contains("more than") ? Why.TOO_LARGE : Why.BAD_IMAGE, field);
            }
            var photo = ((Reading.Decoded) reading).photo();
            synchronized (reader) {
                return reader.read(photo).map(sight -> new Seen(digest, sight, photo.width(), photo.height()));
            }
        } catch (OutOfMemoryError e) {
            throw new Refused(Why.TOO_LARGE, field);
        } finally {
            decoding.release();
        }
    }

    private void waitForTurn() throws Refused {
        try {
            if (!decoding.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Refused(Why.RATE_LIMITED, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Why.RATE_LIMITED, "");
        }
    }
}
