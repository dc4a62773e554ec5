package dev.visor.result.entry;

import java.util.List;

/**
 * A ledger of what a defense asked of its surrogates.
 *
 * @param forward faces embedded
 * @param backward faces differentiated
 * @param perPhotoSeconds time a protected photo took, 0 if none was computed
 * @param zeroGradients of the faces differentiated, those whose gradient was zero or no number; 0 in older records
 * @param draws whether the defense drew at random; false in older records
 */
public record Ledger(
        String defense,
        List<String> surrogates,
        long forward,
        long backward,
        double perPhotoSeconds,
        long zeroGradients,
        boolean draws) {

    public Ledger {
        surrogates = List.copyOf(surrogates);
    }

    /** Makes the ledger of a defense that draws nothing and whose gradients were all of use. */
    public Ledger(String defense, List<String> surrogates, long forward, long backward, double perPhotoSeconds) {
        this(defense, surrogates, forward, backward, perPhotoSeconds, 0, false);
    }
}
