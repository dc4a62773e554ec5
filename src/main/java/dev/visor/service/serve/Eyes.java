package dev.visor.service.serve;

import dev.visor.core.Acquired;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.service.serve.Refused.Why;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Decodes pictures that anybody may have sent and reads their faces; what was seen lately is not looked at again. */
final class Eyes {

    /** Beyond it a picture is refused before its pixels are read: a small file can unpack to any size. */
    static final long MAX_PIXELS = 4096L * 4096;

    /** Decoded photos in memory at once. */
    private static final int DECODING = 2;

    private static final int REMEMBERED = 4096;

    private final FaceReader reader;
    private final int maxBytes;
    private final Semaphore decoding = new Semaphore(DECODING);
    private final Map<Digest, Acquired> seen = new LinkedHashMap<>(16, .75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Acquired> eldest) {
            return size() > REMEMBERED;
        }
    };

    Eyes(FaceReader reader, int maxBytes) {
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    /**
     * The face that a picture is of.
     *
     * @param field that held the picture, for the complaint
     */
    Embedding face(byte[] file, String field) throws Refused {
        if (file.length > maxBytes) {
            throw new Refused(Why.TOO_LARGE, field);
        }
        Digest digest = Digest.of(file);
        Acquired known = remembered(digest);
        if (known == null) {
            known = read(file, field);
            synchronized (seen) {
                seen.put(digest, known);
            }
        }
        if (known instanceof Acquired.Embedded embedded) {
            return embedded.embedding();
        }
        throw new Refused(Why.NO_FACE, field);
    }

    private Acquired remembered(Digest digest) {
        synchronized (seen) {
            return seen.get(digest);
        }
    }

    private Acquired read(byte[] file, String field) throws Refused {
        decoding.acquireUninterruptibly();
        try {
            if (!(ImageFiles.decode(file, MAX_PIXELS) instanceof Reading.Decoded decoded)) {
                throw new Refused(Why.BAD_IMAGE, field);
            }
            synchronized (reader) {
                return reader.read(decoded.photo());
            }
        } catch (OutOfMemoryError e) {
            throw new Refused(Why.TOO_LARGE, field);
        } finally {
            decoding.release();
        }
    }
}
