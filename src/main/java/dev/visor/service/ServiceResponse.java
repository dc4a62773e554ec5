package dev.visor.service;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The response of a service, free of secrets and of photos: all that a cassette keeps.
 *
 * @param status how the call ended
 * @param detail the service's own word for it, such as its error code; empty if it gave none
 * @param matches most alike first; of a comparison the one
 * @param thresholds that came in the same answer, on its scale, by the FAR that the service claims for each; never to be
 *     used with another answer
 * @param model the version that answered, as far as the answer tells; empty if it does not
 * @param handle under which the service keeps the face it was given; empty if it keeps none
 * @param embedding raw values; empty where none was asked for
 */
public record ServiceResponse(
        Status status,
        String detail,
        List<Match> matches,
        SortedMap<String, Double> thresholds,
        String model,
        String handle,
        List<Double> embedding) {

    /**
     * A face that is like the one asked about.
     *
     * @param entry its name in the collection, or the service's handle for it; empty in a comparison
     * @param raw on the service's scale
     */
    public record Match(String entry, double raw) {}

    public ServiceResponse {
        matches = List.copyOf(matches);
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
        embedding = List.copyOf(embedding);
    }

    /** Returns the same answer, in which matches have other names. */
    public ServiceResponse naming(UnaryOperator<String> name) {
        List<Match> named = matches.stream()
                .map(match -> new Match(name.apply(match.entry()), match.raw()))
                .toList();
        return new ServiceResponse(status, detail, named, thresholds, model, handle, embedding);
    }

    /** No answer, or none to speak of. */
    public static ServiceResponse of(Status status, String detail) {
        return new ServiceResponse(status, detail, List.of(), new TreeMap<>(), "", "", List.of());
    }

    /** Done as asked, with nothing to tell. */
    public static ServiceResponse done() {
        return of(Status.OK, "");
    }

    public static ServiceResponse matches(List<Match> matches, SortedMap<String, Double> thresholds, String model) {
        return new ServiceResponse(Status.OK, "", matches, thresholds, model, "", List.of());
    }

    public static ServiceResponse score(double raw, SortedMap<String, Double> thresholds, String model) {
        return matches(List.of(new Match("", raw)), thresholds, model);
    }

    public static ServiceResponse handle(String handle, String model) {
        return new ServiceResponse(Status.OK, "", List.of(), new TreeMap<>(), model, handle, List.of());
    }

    public static ServiceResponse embedding(List<Double> values, String model) {
        return new ServiceResponse(Status.OK, "", List.of(), new TreeMap<>(), model, "", values);
    }
}
