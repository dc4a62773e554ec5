package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the cards of third-party services: {@code suites/services}. */
final class ServiceReader {

    private final ValidationErrors problems;

    ServiceReader(ValidationErrors problems) {
        this.problems = problems;
    }

    /** The card; empty, with the problems reported, if anything is wrong with it. */
    Optional<ServiceCard> read(Mapping written, String id) {
        Fields fields = new Fields(written, problems);
        EntryHeader identity = EntryHeader.of(fields, id);
        Optional<ServiceKind> kind = fields.word("kind", "kind of service", kinds());
        String endpoint = fields.text("endpoint");
        String region = fields.text("region");
        String model = fields.text("model");
        double price = fields.number("price");
        double rate = fields.number("rate");
        int inFlight = fields.integer("in_flight");
        int minFace = fields.integer("min_face");
        int maxSide = fields.integer("max_side");
        int maxBytes = fields.integer("max_bytes");
        int results = fields.integer("results");
        double timeout = fields.number("timeout_s");
        int tries = fields.integer("tries");
        int maxCalls = fields.integer("max_calls");
        double maxDollars = fields.number("max_dollars");
        SortedMap<String, String> keys = keys(fields, kind);
        SortedMap<String, String> params = texts(fields, "params");
        String terms = fields.text("terms");
        fields.done();
        if (!fields.sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServiceCard(
                    id,
                    kind.orElseThrow(),
                    identity.summary(),
                    endpoint,
                    region,
                    model,
                    price,
                    new ServiceCard.Limits(
                            rate, inFlight, minFace, maxSide, maxBytes, results, timeout, tries, maxCalls, maxDollars),
                    keys,
                    params,
                    terms));
        } catch (IllegalArgumentException e) {
            fields.report(fields.at(e.getMessage().split(" ")[0]), e.getMessage());
            return Optional.empty();
        }
    }

    static Map<String, ServiceKind> kinds() {
        Map<String, ServiceKind> kinds = new TreeMap<>();
        for (ServiceKind kind : ServiceKind.values()) {
            kinds.put(kind.word(), kind);
        }
        return kinds;
    }

    /** Names of environment variables: a key itself has no place in a file. */
    private static SortedMap<String, String> keys(Fields fields, Optional<ServiceKind> kind) {
        SortedMap<String, String> keys = texts(fields, "keys");
        List<String> wanted = kind.map(ServiceKind::keys).orElse(List.copyOf(keys.keySet()));
        if (fields.sound() && !keys.keySet().equals(Set.copyOf(wanted))) {
            fields.report(
                    fields.at("keys"),
                    "keys of kind %s must name the environment variables of %s, got %s"
                            .formatted(kind.orElseThrow().word(), wanted, keys.keySet()));
        }
        keys.forEach((key, variable) -> {
            if (!variable.matches("[A-Z][A-Z0-9_]*")) {
                fields.report(
                        fields.at("keys"),
                        "keys.%s must be the name of an environment variable, in capitals; the key itself belongs in the environment only"
                                .formatted(key));
            }
        });
        return keys;
    }

    private static SortedMap<String, String> texts(Fields fields, String key) {
        Fields section = fields.section(key);
        SortedMap<String, String> texts = new TreeMap<>();
        for (String name : section.keys()) {
            texts.put(name, section.text(name));
        }
        fields.adopt(section);
        return texts;
    }
}
