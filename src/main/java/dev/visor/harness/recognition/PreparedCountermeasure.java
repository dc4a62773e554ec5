package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Look;
import dev.visor.attack.Restorer;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.attack.TrainedPurifier;
import dev.visor.core.Cell;
import dev.visor.core.Seed;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.recognizer.Recognizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A countermeasure as one protection meets it, with what the tracker has trained for it.
 *
 * @param judges who judges where each model would, by the model's id
 * @param enrolls whether the gallery holds protected photos of the people who are looked up
 * @param trained closed with this
 */
public record PreparedCountermeasure(
        Entry<Countermeasure> countermeasure,
        Purifier purifier,
        Map<String, Judge> judges,
        boolean enrolls,
        List<Recognizer> trained)
        implements AutoCloseable {

    /**
     * A recognizer that judges.
     *
     * @param id in the record; its calibration is kept under it
     */
    public record Judge(String id, Recognizer recognizer) {}

    /** @param adaptation present where the protection has a countermeasure that trains */
    static PreparedCountermeasure of(
            Entry<Countermeasure> countermeasure,
            ResolvedSuite suite,
            Protection protection,
            Seed seed,
            Zoo zoo,
            Optional<AdaptiveTraining> adaptation) {
        Map<String, Judge> judges = new LinkedHashMap<>();
        for (String model : suite.models(countermeasure)) {
            String judge = suite.judge(countermeasure, model);
            judges.put(model, new Judge(id(countermeasure, judge), zoo.named(judge)));
        }
        if (countermeasure.plugin() instanceof TrainedPurifier) {
            Optional<Restorer> restorer = adaptation.orElseThrow().restorer(countermeasure);
            Purifier purifier = restorer.map(r -> Purifier.trained(countermeasure, seed, r))
                    .orElseGet(() -> Purifier.of(countermeasure, seed));
            return new PreparedCountermeasure(countermeasure, purifier, judges, false, List.of());
        }
        List<Recognizer> trained = new ArrayList<>();
        boolean enrolls = false;
        if (countermeasure.plugin() instanceof RetrainedRecognizer retrained) {
            enrolls = retrained.readsGallery();
            judges.replaceAll((model, judge) -> adaptation
                    .orElseThrow()
                    .tuned(countermeasure, judge.recognizer())
                    .map(recognizer -> {
                        trained.add(recognizer);
                        return new Judge(
                                retrained.readsGallery()
                                        ? id(
                                                model,
                                                countermeasure.id(),
                                                protection.defense().id(),
                                                protection.surrogateIds(),
                                                seed.value())
                                        : judge.id(),
                                recognizer);
                    })
                    .orElse(judge));
        }
        return new PreparedCountermeasure(countermeasure, Purifier.of(countermeasure, seed), judges, enrolls, trained);
    }

    /** A countermeasure that trains nothing, before one who judges in that model's place. */
    static PreparedCountermeasure ofOne(Entry<Countermeasure> countermeasure, Seed seed, String model, Judge judge) {
        return new PreparedCountermeasure(
                countermeasure, Purifier.of(countermeasure, seed), Map.of(model, judge), false, List.of());
    }

    /** Names the recognizers that may be calibrated for a cell alone: one that looks at photos otherwise, or that was trained. */
    public static List<String> introduced(Cell cell) {
        return List.of(
                String.join("~", cell.judge(), cell.countermeasure()),
                id(cell.model(), cell.countermeasure(), cell.defense(), cell.surrogates(), cell.seed()));
    }

    /** Names a recognizer that judges: one that looks at photos otherwise than usual has thresholds of its own. */
    static String id(Entry<Countermeasure> countermeasure, String judge) {
        return countermeasure.plugin().look().equals(Look.USUAL) ? judge : String.join("~", judge, countermeasure.id());
    }

    /** Returns how the tracker looks at photos. */
    Look look() {
        return countermeasure.plugin().look();
    }

    private static String id(String model, String countermeasure, String defense, List<String> surrogates, long seed) {
        return String.join("~", model, countermeasure, defense, String.join("+", surrogates), Long.toString(seed));
    }

    @Override
    public void close() {
        purifier.close();
        trained.forEach(Recognizer::close);
    }
}
