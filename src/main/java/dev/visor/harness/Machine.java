package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.tensor.Compute;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the harness finds on this machine. */
public final class Machine {

    private Machine() {}

    /**
     * Name and finding, in the order to be shown.
     *
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @throws InputError if that device is not there
     */
    public static Map<String, String> facts(String device) {
        try (Compute compute = Compute.open(device)) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("engine", compute.engine());
            facts.put("libtorch", compute.libtorch());
            facts.put("device", compute.device());
            facts.put("threads", Integer.toString(compute.threads()));
            facts.put("gpus", Integer.toString(Compute.gpus()));
            facts.put("cuda", Compute.cuda());
            return facts;
        }
    }
}
