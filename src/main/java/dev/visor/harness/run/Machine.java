package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.tensor.Compute;
import dev.visor.tensor.EngineOutput;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The machine and the process that the harness works in. */
public final class Machine {

    private Machine() {}

    /** Keeps what the engine writes by itself out of stderr, for the rest of the process; to be called before anything is written there. */
    public static void separateEngineOutput() {
        EngineOutput.separate();
    }

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
            facts.put("arithmetic", Compute.arithmetic().word());
            Compute.arithmetic().caution().ifPresent(caution -> facts.put("caution", caution));
            facts.put("convolution", checked(compute));
            facts.put("gpus", Integer.toString(Compute.gpus()));
            facts.put("cuda", Compute.cuda());
            return facts;
        }
    }

    private static String checked(Compute compute) {
        compute.recheck().ifPresent(fault -> {
            throw new InputError("the engine computes wrong, now and then: " + fault
                    + "; run Visor with ONEDNN_MAX_CPU_ISA=AVX2 in the environment");
        });
        return String.format(
                Locale.ROOT,
                "%d forward and backward, on all threads at once, as a plain computation gives them",
                compute.rechecked());
    }
}
