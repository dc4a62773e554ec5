package dev.visor.service.client;

import dev.visor.core.InputError;
import dev.visor.service.ServiceCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An account's keys. They come from the environment, and are never written anywhere. */
public final class Keys {

    private final Map<String, String> values;

    private Keys(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Those that the card names.
     *
     * @throws InputError naming every variable that is not set
     */
    public static Keys of(ServiceCard card, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        card.keys().forEach((key, variable) -> {
            String value = environment.getOrDefault(variable, "");
            if (value.isBlank()) {
                missing.add(variable);
            }
            values.put(key, value.strip());
        });
        if (!missing.isEmpty()) {
            throw new InputError("service %s needs its keys in the environment; set %s"
                    .formatted(card.id(), String.join(" and ", missing)));
        }
        return new Keys(values);
    }

    String key() {
        return values.get("key");
    }

    String secret() {
        return values.get("secret");
    }

    @Override
    public String toString() {
        return "keys " + values.keySet();
    }
}
