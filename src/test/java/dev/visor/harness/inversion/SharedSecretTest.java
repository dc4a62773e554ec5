package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.masking.AhmStyle;
import dev.visor.defense.masking.FrequencyMask;
import dev.visor.defense.masking.MixCount;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.Masking;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Defenses that differ in one thing are compared by that thing alone. */
class SharedSecretTest {

    private static final List<Entry<Defense>> DEFENSES = List.of(
            InversionTestBed.entry("frequency-mask", new FrequencyMask(new FrequencyMask.Params(5, 1))),
            InversionTestBed.entry("ahm", ahm(MixCount.ADAPTIVE)),
            InversionTestBed.entry("ahm-k4", ahm(MixCount.FOUR)));

    private static Defense ahm(MixCount k) {
        return new AhmStyle(new AhmStyle.Params(5, 1, k, .1, .9));
    }

    private static TrainedTargetModel target(Entry<Defense> defense, long seed) {
        ResolvedInversion suite = InversionTestBed.suite(DEFENSES, List.of());
        return new TrainedTargetModel(
                suite,
                defense,
                seed,
                List.of(),
                List.of(),
                new int[0],
                new byte[0],
                Digest.of(new byte[0]),
                List.of(),
                List.of(),
                false);
    }

    @Test
    void allDefensesOfASeedKeepTheSameSecretAndOtherSeedsOthers() {
        List<String> shown = new ArrayList<>();
        try (Compute compute = Compute.open("cpu");
                NDManager scope = compute.manager().newSubManager()) {
            List<FaceImage> faces = SyntheticFaces.of(1, 1, 64);
            for (Entry<Defense> defense : DEFENSES) {
                try (Masking masking = target(defense, 1).masking(compute)) {
                    shown.add(shown(masking, faces, scope));
                }
            }
            try (Masking masking = target(DEFENSES.get(0), 2).masking(compute)) {
                assertThat(shown(masking, faces, scope)).isNotEqualTo(shown.get(0));
            }
        }

        assertThat(shown).hasSize(3).containsOnly(shown.get(0));
    }

    private static String shown(Masking masking, List<FaceImage> faces, NDManager scope) {
        NDArray shown = masking.maskForQuery(Faces.stack(scope, faces), new Seed(1).generator());
        return Digest.of(Arrays.toString(shown.toFloatArray())).hex();
    }
}
