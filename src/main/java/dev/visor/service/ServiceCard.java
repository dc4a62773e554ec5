package dev.visor.service;

import dev.visor.core.Digest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The facts about a service that are known before it is called: a file of {@code suites/services}.
 *
 * @param id file name without ending; the model's name in the records
 * @param kind the contract
 * @param endpoint where it is, without a path
 * @param region as the vendor calls it; {@code none} where there is none
 * @param model the version that is asked for, or {@code unversioned} where the service does not let one choose
 * @param price dollars for each call, an upper bound
 * @param keys which environment variable holds which key
 * @param params of the kind
 * @param terms where the vendor's terms and prices stand
 */
public record ServiceCard(
        String id,
        ServiceKind kind,
        String summary,
        String endpoint,
        String region,
        String model,
        double price,
        Limits limits,
        SortedMap<String, String> keys,
        SortedMap<String, String> params,
        String terms) {

    /**
     * Limits of what a service takes, and of what we take of it.
     *
     * @param rate calls a second, on average
     * @param inFlight calls at once
     * @param minFace side of the smallest face, in pixels: smaller ones are sent enlarged; 0 for any
     * @param maxSide of the largest photo, in pixels
     * @param maxBytes of the largest photo
     * @param results the most matches that a search returns
     * @param timeoutSeconds for each call
     * @param tries for each question, the first among them
     * @param maxCalls of a run, tries among them; the command line may set another
     * @param maxDollars of a run; the command line may set another
     */
    public record Limits(
            double rate,
            int inFlight,
            int minFace,
            int maxSide,
            int maxBytes,
            int results,
            double timeoutSeconds,
            int tries,
            long maxCalls,
            double maxDollars) {

        public Limits {
            positive("rate", rate);
            positive("in_flight", inFlight);
            positive("max_side", maxSide);
            positive("max_bytes", maxBytes);
            positive("results", results);
            positive("timeout_s", timeoutSeconds);
            positive("tries", tries);
            positive("max_calls", maxCalls);
            if (minFace < 0) {
                throw new IllegalArgumentException("min_face must not be negative, got " + minFace);
            }
            if (maxDollars < 0) {
                throw new IllegalArgumentException("max_dollars must not be negative, got " + maxDollars);
            }
        }

        private static void positive(String name, double value) {
            if (!(value > 0)) {
                throw new IllegalArgumentException(name + " must be above 0, got " + value);
            }
        }
    }

    public ServiceCard {
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
        if (price < 0) {
            throw new IllegalArgumentException("price must not be negative, got " + price);
        }
        if (!endpoint.matches("https?://[^/?#@]+")) {
            throw new IllegalArgumentException(
                    "endpoint must be such as https://host or http://host:port, without a path, got \"" + endpoint
                            + "\"");
        }
        if (endpoint.startsWith("http:") && !loopback(endpoint)) {
            throw new IllegalArgumentException(
                    "endpoint %s would send keys and faces in the clear; write https, or keep http to this machine"
                            .formatted(endpoint));
        }
    }

    /** Whether what is sent stays on this machine, so that nobody has to consent to it. */
    public boolean local() {
        return loopback(endpoint);
    }

    private static boolean loopback(String endpoint) {
        return endpoint.matches("https?://(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");
    }

    /** Returns the same service, elsewhere. */
    public ServiceCard at(String other) {
        return new ServiceCard(id, kind, summary, other, region, model, price, limits, keys, params, terms);
    }

    /** Returns the same service under other limits. */
    public ServiceCard within(Limits other) {
        return new ServiceCard(id, kind, summary, endpoint, region, model, price, other, keys, params, terms);
    }

    /** Stands for all that decides an answer, and for nothing that does not. */
    public Digest digest() {
        return Digest.builder("service")
                .add("id", id)
                .add("kind", kind.word())
                // Once the version of a client's code: what was paid for under it is found again.
                .add("version", 1)
                .add("endpoint", endpoint)
                .add("region", region)
                .add("model", model)
                .add("min_face", limits.minFace())
                .add("max_side", limits.maxSide())
                .add("max_bytes", limits.maxBytes())
                .add("results", limits.results())
                .add("params", params.toString())
                .build();
    }
}
