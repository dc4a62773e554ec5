package dev.visor.service.client;

import dev.visor.core.InputError;
import dev.visor.service.KeyText;
import dev.visor.service.Secrets;
import dev.visor.service.ServiceCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An account's keys. They come from the environment, and are never written anywhere. */
public final class Keys {

    private final Map<String, String> values;
    private final Secrets secrets;

    private Keys(Map<String, String> values, Secrets secrets) {
        this.values = values;
        this.secrets = secrets;
    }

    /**
     * Reads the keys that the card names.
     *
     * @throws InputError naming every variable that is not set, or whose value no request could carry; never the value
     */
    public static Keys of(ServiceCard card, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        List<String> flawed = new ArrayList<>();
        card.keys().forEach((key, variable) -> {
            String value = environment.getOrDefault(variable, "");
            if (value.isEmpty()) {
                missing.add(variable);
            } else {
                KeyText.flaw(value).ifPresent(flaw -> flawed.add(variable + " " + flaw));
            }
            values.put(key, value);
        });
        if (!missing.isEmpty()) {
            throw new InputError("service %s needs its keys in the environment; set %s"
                    .formatted(card.id(), String.join(" and ", missing)));
        }
        if (!flawed.isEmpty()) {
            throw new InputError(
                    "service %s cannot be sent such a key: %s; copy it anew, it is printable ASCII without spaces or quotes"
                            .formatted(card.id(), String.join(", and ", flawed)));
        }
        return new Keys(values, Secrets.of(values.values(), open(card)));
    }

    private static List<String> open(ServiceCard card) {
        return List.of(
                card.id(),
                card.kind().word(),
                card.endpoint(),
                card.region(),
                card.model(),
                String.join(" ", card.keys().values()));
    }

    String key() {
        return values.get("key");
    }

    String secret() {
        return values.get("secret");
    }

    /** Returns what takes them out of any text. */
    Secrets secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "keys " + values.keySet();
    }
}
