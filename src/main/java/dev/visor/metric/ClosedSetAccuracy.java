package dev.visor.metric;

import dev.visor.core.Better;
import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import java.util.List;
import java.util.Optional;

/**
 * How often a recognizer says rightly who, of the people that it was trained on, is on a photo that it was not trained on.
 *
 * <p>What the legitimate user of a defended recognizer has; higher is better for him, and, as he is who applies the defense, counts so.
 */
public final class ClosedSetAccuracy implements Metric {

    @Override
    public String name() {
        return "closed_set_accuracy";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public List<MetricValue> of(CellTrials trials) {
        List<Trial.Identification> answers = trials.searches();
        if (answers.isEmpty() || trials.pairing() != Pairing.ASKED_TRAINED) {
            return List.of();
        }
        return List.of(Rate.of(
                        answers,
                        answer -> answer.found()
                                .filter(found -> found.trueRank() == 1)
                                .isPresent())
                .value(trials, name(), better(), Optional.empty()));
    }
}
