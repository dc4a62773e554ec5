package dev.visor.service.serve.dialect;

import dev.visor.core.Embedding;
import dev.visor.service.serve.http.ByteBudget;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Enrolled faces by collection, in memory only, within a room of bytes: they are gone when the server stops. */
public final class CollectionStore {

    private static final int MOST_COLLECTIONS = 1000;

    /** Bytes of an entry beside its texts and numbers, rather more than less. */
    private static final long OVERHEAD = 512;

    private final Map<String, Collection> collections = new LinkedHashMap<>();
    private final ByteBudget room;

    public CollectionStore(ByteBudget room) {
        this.room = room;
    }

    private record Collection(Instant made, Map<String, Face> faces) {}

    /**
     * An enrolled face.
     *
     * @param handle the service's own name for it, unique in its collection
     * @param entry the caller's name for it, not necessarily unique
     * @param image the service's name for the photo
     */
    record Face(String handle, String entry, String image, EmbeddingCache.Seen seen) {

        Embedding embedding() {
            return seen.embedding();
        }

        long bytes() {
            return OVERHEAD
                    + 2L * (handle.length() + entry.length() + image.length())
                    + (long) Float.BYTES * embedding().values().length
                    + OVERHEAD * seen.sight().all().size();
        }
    }

    /** A face that is like the one asked about. */
    record Found(Face face, double cosine) {}

    synchronized boolean has(String collection) {
        return collections.containsKey(collection);
    }

    /** Returns the names, in their order. */
    synchronized List<String> names() {
        return collections.keySet().stream().sorted().toList();
    }

    synchronized Instant made(String collection) throws Refused {
        return in(collection).made();
    }

    synchronized void open(String collection, Instant now) throws Refused {
        if (collections.containsKey(collection)) {
            throw new Refused(Why.EXISTS, collection);
        }
        if (collections.size() >= MOST_COLLECTIONS || !room.take(OVERHEAD + 2L * collection.length())) {
            throw new Refused(Why.FULL, collection);
        }
        collections.put(collection, new Collection(now, new LinkedHashMap<>()));
    }

    /** Makes the collection if there is none. */
    synchronized void openIfMissing(String collection, Instant now) throws Refused {
        if (!collections.containsKey(collection)) {
            open(collection, now);
        }
    }

    synchronized void close(String collection) throws Refused {
        in(collection).faces().values().forEach(face -> room.giveBack(face.bytes()));
        room.giveBack(OVERHEAD + 2L * collection.length());
        collections.remove(collection);
    }

    /** Enrols; the same handle again changes nothing. */
    synchronized void enrol(String collection, Face face) throws Refused {
        Map<String, Face> faces = in(collection).faces();
        if (faces.containsKey(face.handle())) {
            return;
        }
        if (!room.take(face.bytes())) {
            throw new Refused(Why.FULL, collection);
        }
        faces.put(face.handle(), face);
    }

    /** Forgets all faces of that entry. */
    synchronized int forget(String collection, String entry) throws Refused {
        List<String> handles = in(collection).faces().values().stream()
                .filter(face -> face.entry().equals(entry))
                .map(Face::handle)
                .toList();
        for (String handle : handles) {
            forgetFace(collection, handle);
        }
        return handles.size();
    }

    /** Forgets one face; false if it is not there. */
    synchronized boolean forgetFace(String collection, String handle) throws Refused {
        Face face = in(collection).faces().remove(handle);
        if (face != null) {
            room.giveBack(face.bytes());
        }
        return face != null;
    }

    synchronized Optional<Face> face(String collection, String handle) throws Refused {
        return Optional.ofNullable(in(collection).faces().get(handle));
    }

    /** Returns the faces in the order in which they were enrolled. */
    synchronized List<Face> faces(String collection) throws Refused {
        return new ArrayList<>(in(collection).faces().values());
    }

    synchronized boolean holds(String collection, String entry) throws Refused {
        return in(collection).faces().values().stream()
                .anyMatch(face -> face.entry().equals(entry));
    }

    synchronized int size(String collection) throws Refused {
        return in(collection).faces().size();
    }

    /** The most alike, equals in the order of their entries; by image, not by entry. */
    List<Found> search(String collection, Embedding probe, int limit, DoubleUnaryOperator drift) throws Refused {
        return faces(collection).stream()
                .map(face -> new Found(face, drift.applyAsDouble(probe.similarity(face.embedding()))))
                .sorted(Comparator.comparingDouble(Found::cosine)
                        .reversed()
                        .thenComparing(found -> found.face().entry()))
                .limit(limit)
                .toList();
    }

    private Collection in(String collection) throws Refused {
        Collection found = collections.get(collection);
        if (found == null) {
            throw new Refused(Why.NO_SUCH_COLLECTION, collection);
        }
        return found;
    }
}
