package dev.visor.service.serve;

import dev.visor.core.Embedding;
import dev.visor.service.serve.Refused.Why;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Enrolled faces by collection, in memory only: they are gone when the server stops. */
final class Memory {

    private static final int MOST_COLLECTIONS = 1000;
    private static final int MOST_FACES = 200_000;

    private final Map<String, Map<String, Face>> collections = new LinkedHashMap<>();
    private int faces;

    /**
     * An enrolled face.
     *
     * @param handle the service's own name for it, unique in its collection
     * @param entry the caller's name for it, not necessarily unique
     */
    record Face(String handle, String entry, Embedding embedding) {}

    /** A face that is like the one asked about. */
    record Found(Face face, double cosine) {}

    synchronized boolean has(String collection) {
        return collections.containsKey(collection);
    }

    synchronized void open(String collection) throws Refused {
        if (collections.containsKey(collection)) {
            throw new Refused(Why.EXISTS, collection);
        }
        if (collections.size() >= MOST_COLLECTIONS) {
            throw new Refused(Why.FULL, collection);
        }
        collections.put(collection, new LinkedHashMap<>());
    }

    /** Makes the collection if there is none. */
    synchronized void openIfMissing(String collection) throws Refused {
        if (!collections.containsKey(collection)) {
            open(collection);
        }
    }

    synchronized void close(String collection) throws Refused {
        faces -= in(collection).size();
        collections.remove(collection);
    }

    /** Enrols; the same handle again changes nothing. */
    synchronized void enrol(String collection, Face face) throws Refused {
        if (faces >= MOST_FACES) {
            throw new Refused(Why.FULL, collection);
        }
        if (in(collection).putIfAbsent(face.handle(), face) == null) {
            faces++;
        }
    }

    /** Forgets all faces of that entry. */
    synchronized int forget(String collection, String entry) throws Refused {
        List<String> handles = in(collection).values().stream()
                .filter(face -> face.entry().equals(entry))
                .map(Face::handle)
                .toList();
        handles.forEach(in(collection)::remove);
        faces -= handles.size();
        return handles.size();
    }

    synchronized boolean holds(String collection, String entry) throws Refused {
        return in(collection).values().stream().anyMatch(face -> face.entry().equals(entry));
    }

    synchronized int size(String collection) throws Refused {
        return in(collection).size();
    }

    /** The most alike, equals in the order of their entries; by image, not by entry. */
    List<Found> search(String collection, Embedding probe, int limit, DoubleUnaryOperator drift) throws Refused {
        List<Face> all;
        synchronized (this) {
            all = new ArrayList<>(in(collection).values());
        }
        return all.stream()
                .map(face -> new Found(face, drift.applyAsDouble(probe.similarity(face.embedding()))))
                .sorted(Comparator.comparingDouble(Found::cosine)
                        .reversed()
                        .thenComparing(found -> found.face().entry()))
                .limit(limit)
                .toList();
    }

    private Map<String, Face> in(String collection) throws Refused {
        Map<String, Face> found = collections.get(collection);
        if (found == null) {
            throw new Refused(Why.NO_SUCH_COLLECTION, collection);
        }
        return found;
    }
}
