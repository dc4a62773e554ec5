package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.verify.Verification;
import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.result.RunRecord;
import dev.visor.result.TrainingCurve;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smoke suite of inversion, on real photos: four people, a few seconds of training, attacks that hardly begin. */
@Tag("model")
class RealInversionTest {

    /** Of each part as much as shows that it fits. */
    private static final Overrides FEWER = new Overrides(
            List.of(
                    "scales.full={epochs: 2, tries: 1, auxiliary: 33, budget: 0.001}",
                    "people.trained=4",
                    "people.held_out=2",
                    "attacks.mi-face-pca.components=32",
                    "attacks.gmi.latent=32",
                    "attacks.unmix-replay.epochs=2"),
            List.of(),
            List.of(),
            List.of());

    @TempDir
    private Path folder;

    @Test
    void everyPartOfAnInversionFitsAndItsRecordFollowsFromItself() {
        String assets = System.getenv("VISOR_ASSETS");
        if (assets == null) {
            System.out.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(assets != null, "VISOR_ASSETS is not set");
        Experiment suite = new Catalog(Path.of("")).experiment("inversion-smoke", FEWER);

        RunRecord record = new RunRecord(new SuiteRunner(
                        Assets.of(Path.of(""), Optional.of(Path.of(assets)), line -> {}),
                        Progress.SILENT,
                        Clock.systemUTC())
                .run(RunRequest.of(
                                suite,
                                folder,
                                folder.resolve("cache"),
                                folder,
                                Optional.of(folder.resolve("run")),
                                "cpu")
                        .withPhotos(true)));

        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(record.cells()).containsExactlyElementsOf(suite.cells());
        // A photo that nobody masked is recognized by whoever looks at it.
        assertThat(jury(record, "none", "look")).isEqualTo(1);
        // The strategy tells what it chose in every epoch.
        assertThat(record.training().stream()
                        .filter(curve -> curve.defense().equals("ahm"))
                        .map(TrainingCurve::figure)
                        .collect(Collectors.toSet()))
                .contains("k2", "k6", "reward", "training_loss");
        assertThat(List.of("none", "ahm"))
                .allSatisfy(defense -> assertThat(record.metrics())
                        .filteredOn(value -> value.metric().equals("closed_set_accuracy")
                                && value.cell().defense().equals(defense))
                        .hasSize(1));
        assertThat(folder.resolve("run/images/ahm/modified-gmi")).isNotEmptyDirectory();
    }

    private static double jury(RunRecord record, String defense, String attack) {
        return record.metrics().stream()
                .filter(value -> {
                    Cell cell = value.cell();
                    return value.metric().equals("inversion_top1")
                            && value.pairing() == Pairing.RECONSTRUCTED_CLEAN
                            && cell.defense().equals(defense)
                            && cell.attack().equals(attack)
                            && cell.judge().equals(JuryVerdict.JURY);
                })
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
