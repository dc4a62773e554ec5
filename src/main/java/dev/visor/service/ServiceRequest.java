package dev.visor.service;

import dev.visor.core.Digest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One question, one call.
 *
 * @param pictures that it is about; they are sent, unless there are handles
 * @param handles under which the service knows the faces of the pictures, in their order; empty unless it is asked by handles
 * @param collection where enrolled faces lie; empty where that means nothing
 * @param entry under which name a face is enrolled; letters, digits and hyphens
 * @param limit how many matches are wanted, from 1; 0 where that means nothing
 */
public record ServiceRequest(
        Operation operation, List<Picture> pictures, List<String> handles, String collection, String entry, int limit) {

    public ServiceRequest {
        pictures = List.copyOf(pictures);
        handles = List.copyOf(handles);
    }

    public static ServiceRequest compare(Picture one, Picture other) {
        return new ServiceRequest(Operation.COMPARE, List.of(one, other), List.of(), "", "", 0);
    }

    public static ServiceRequest detect(Picture picture) {
        return new ServiceRequest(Operation.DETECT, List.of(picture), List.of(), "", "", 0);
    }

    public static ServiceRequest embed(Picture picture) {
        return new ServiceRequest(Operation.EMBED, List.of(picture), List.of(), "", "", 0);
    }

    public static ServiceRequest open(String collection) {
        return new ServiceRequest(Operation.OPEN, List.of(), List.of(), collection, "", 0);
    }

    public static ServiceRequest close(String collection) {
        return new ServiceRequest(Operation.CLOSE, List.of(), List.of(), collection, "", 0);
    }

    public static ServiceRequest enrol(String collection, String entry, Picture picture) {
        return new ServiceRequest(Operation.ENROL, List.of(picture), List.of(), collection, entry, 0);
    }

    public static ServiceRequest search(String collection, Picture picture, int limit) {
        return new ServiceRequest(Operation.SEARCH, List.of(picture), List.of(), collection, "", limit);
    }

    /** Returns the same question, asked by the handles of the faces instead of with the photos. */
    public ServiceRequest by(List<String> faces) {
        return new ServiceRequest(operation, pictures, faces, collection, entry, limit);
    }

    /**
     * Stands for the question in cassettes and caches: equal questions have equal answers, as long as the service stays what it
     * is. A search asks about its collection by name, so a collection's name must tell what is in it. Handles are not in it: they
     * die, and the answer about the photos outlives them.
     */
    public Digest digest() {
        return Digest.builder("question")
                .add("operation", operation.word().toUpperCase(Locale.ROOT))
                .add("pictures", pictures.stream().map(p -> p.digest().hex()).collect(Collectors.joining(" ")))
                .add("collection", collection)
                .add("entry", entry)
                .add("limit", limit)
                .build();
    }

    /** Names what it is about, by digest, for the row of a call. */
    public String subjects() {
        return pictures.stream().map(p -> p.digest().brief()).collect(Collectors.joining(" "));
    }
}
