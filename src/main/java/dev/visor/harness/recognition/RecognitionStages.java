package dev.visor.harness.recognition;

import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.protection.DefenseTraining;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.store.Stage;
import java.util.ArrayList;
import java.util.List;

/** The stages of which the results of a run that recognizes are stored. */
public final class RecognitionStages {

    private RecognitionStages() {}

    /** Lists those of a suite: the trainings only where something is trained. */
    public static List<Stage> of(ResolvedSuite suite) {
        List<Stage> stages =
                new ArrayList<>(List.of(FaceLocator.STAGE, Protector.STAGE, Purifier.STAGE, Embedder.STAGE));
        if (suite.protections().stream().anyMatch(suite::trains)) {
            stages.add(AdaptiveTraining.STAGE);
        }
        if (suite.defenses().stream().anyMatch(defense -> defense.plugin().needsTraining())) {
            stages.add(DefenseTraining.STAGE);
        }
        return List.copyOf(stages);
    }
}
