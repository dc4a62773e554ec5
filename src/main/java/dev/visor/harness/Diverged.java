package dev.visor.harness;

import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import dev.visor.recognizer.training.optimization.Divergence;
import dev.visor.tensor.Compute;
import java.util.function.Supplier;

/** Finds out whose fault it is that a training came to what is no number, and says it in a sentence. */
public final class Diverged {

    private Diverged() {}

    /**
     * Learns.
     *
     * @param what is learned: {@code training under none}
     * @param otherwise what to do if the engine is not to blame
     * @throws InputError if the machine's engine is
     * @throws ContractViolation if it is not
     */
    public static <T> T told(String what, String otherwise, Compute compute, Supplier<T> learning) {
        try {
            return learning.get();
        } catch (Divergence e) {
            refuseEngine(what, e, compute);
            // Without its cause, which would be shown as a stack trace: the sentence has it.
            throw new ContractViolation("%s: %s; %s".formatted(what, e.getMessage(), otherwise));
        }
    }

    /** @throws InputError if the engine, checked for longer than at the start, computes wrong */
    public static void refuseEngine(String what, Divergence divergence, Compute compute) {
        compute.recheck().ifPresent(fault -> {
            throw new InputError(
                    "%s: %s, and the engine computes wrong on this machine (%s): run it with ONEDNN_MAX_CPU_ISA=AVX2"
                            .formatted(what, divergence.getMessage(), fault),
                    divergence);
        });
    }
}
