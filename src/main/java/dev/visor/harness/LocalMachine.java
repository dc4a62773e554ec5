package dev.visor.harness;

import dev.visor.tensor.Compute;
import java.util.LinkedHashMap;
import java.util.Map;

/** This machine, as the engine sees it. */
public final class LocalMachine implements Machine {

    @Override
    public Map<String, String> facts(String device) {
        Map<String, String> facts = new LinkedHashMap<>();
        try (Compute compute = Compute.open(device)) {
            facts.put("engine", compute.engine());
            facts.put("libtorch", compute.libtorch());
            facts.put("device", compute.device());
            facts.put("threads", Integer.toString(compute.threads()));
        }
        facts.put("gpus", Integer.toString(Compute.gpus()));
        facts.put("cuda", Compute.cuda());
        return facts;
    }
}
