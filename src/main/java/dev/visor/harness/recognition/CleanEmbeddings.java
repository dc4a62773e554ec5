package dev.visor.harness.recognition;

import dev.visor.attack.Look;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Acquired;
import dev.visor.core.PhotoId;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The embeddings of all clean photos of a run, by everyone who judges, and the thresholds that they give. */
final class CleanEmbeddings {

    private final ResolvedSuite suite;
    private final List<PlannedPhotos> splits;
    private final Zoo zoo;
    private final RecognitionPipeline pipeline;
    private final Calibrations calibrations;

    /** Embeddings by mirrored or not, by judge, by photo. */
    private final Map<Boolean, Map<String, Map<PhotoId, Acquired>>> originals = new HashMap<>();

    CleanEmbeddings(
            ResolvedSuite suite,
            List<PlannedPhotos> splits,
            Zoo zoo,
            RecognitionPipeline pipeline,
            Calibrations calibrations) {
        this.suite = suite;
        this.splits = List.copyOf(splits);
        this.zoo = zoo;
        this.pipeline = pipeline;
        this.calibrations = calibrations;
    }

    /** Embeds whatever any attack or calibration needs, for all that judge from the start, and calibrates them. */
    void embed() {
        for (boolean mirrored : List.of(false, true)) {
            Map<String, Map<PhotoId, Acquired>> all = new HashMap<>();
            zoo.byCrop(mirrored ? suite.suite().models() : suite.judges())
                    .forEach((crop, judges) -> all.putAll(pipeline.embed(
                            judges,
                            PlannedPhotos.clean(splits, mirrored),
                            mirrored,
                            "embedding clean photos, crop " + crop.name())));
            originals.put(mirrored, all);
        }
        suite.judges().forEach(this::calibrate);
    }

    /** Gives recognizers that the tracker has trained, or that look at photos otherwise, galleries and thresholds of their own. */
    void introduce(PreparedCountermeasure prepared) {
        prepared.judges().values().forEach(judge -> introduce(judge, prepared.look()));
    }

    private void introduce(PreparedCountermeasure.Judge judge, Look look) {
        if (!originals.get(false).containsKey(judge.id())) {
            Map<String, Map<PhotoId, Acquired>> seen = pipeline.embed(
                    List.of(judge.recognizer()),
                    PlannedPhotos.clean(splits, false),
                    look,
                    "embedding clean photos, " + judge.id());
            originals
                    .get(false)
                    .put(judge.id(), seen.get(judge.recognizer().card().id()));
            calibrate(judge.id());
        }
    }

    /** Returns what a judge sees in an attack. */
    Map<PhotoId, Acquired> of(RecognitionAttack attack, String judge) {
        return originals.get(attack.mirrored()).get(judge);
    }

    /** Returns what the first judge sees; empty if nobody judges, as where all models are services. */
    Map<PhotoId, Acquired> ofFirstJudge() {
        return suite.judges().isEmpty()
                ? Map.of()
                : originals.get(false).getOrDefault(suite.judges().get(0), Map.of());
    }

    private void calibrate(String judge) {
        calibrations.calibrate(
                judge,
                splits.get(0).protocol().impostors(),
                originals.get(false).get(judge),
                suite.suite().fars(),
                suite.suite().protocol().unresolvedFars());
    }
}
