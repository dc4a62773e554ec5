package dev.visor.result;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.result.csv.Decimals;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of {@code trials.csv}.
 *
 * @param calibration id of the impostor similarities that the model's thresholds come from; empty if it has none
 * @param quality SSIM of the protected probe, 0..1; empty where the probe is not protected
 */
public record RecordedTrial(Trial trial, Optional<String> calibration, OptionalDouble quality) {

    /** The trial as the record keeps it: its similarity rounded to six places. Metrics are computed on this one. */
    public static Trial rounded(Trial trial) {
        if (!(trial.outcome() instanceof Outcome.Compared compared)) {
            return trial;
        }
        return trial.with(trial.cell(), new Outcome.Compared(Decimals.sixPlaces(compared.similarity())));
    }
}
