package dev.visor.harness.inversion;

import dev.visor.attack.Reconstruction;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.inversion.Jury.JudgedReconstruction;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.metric.Mean;
import dev.visor.metric.inversion.RecoveredPsnr;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Image qualities of reconstructions: how alike they look to the photos of whom they show. */
final class ReconstructionQualities {

    private final ResolvedInversion suite;
    private final Compute compute;
    private final List<ProtectedPhoto> photos = new ArrayList<>();

    /** SSIM by defense, seed and attack, then by probe. */
    private final Map<String, Map<PhotoId, Double>> ssim = new HashMap<>();

    ReconstructionQualities(ResolvedInversion suite, Compute compute) {
        this.suite = suite;
        this.compute = compute;
    }

    /**
     * Measures how alike reconstructions look: to the very photo, or else to the most alike of the person's training photos, as
     * attacks that are after no photo in particular are measured (protocol of the MI toolbox).
     *
     * @param cell of the attack, whoever judges it
     */
    List<MetricValue> measure(
            Cell cell,
            TrainedTargetModel target,
            List<Reconstruction> made,
            List<JudgedReconstruction> reconstructions,
            InversionFaces faces,
            Jury jury) {
        Map<PhotoId, Double> own =
                ssim.computeIfAbsent(key(target.defense().id(), target.seed(), cell.attack()), k -> new HashMap<>());
        List<Double> ssims = new ArrayList<>();
        List<Double> psnrs = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Quality best = best(faces.toned(made.get(i).face()), originals(reconstructions.get(i), faces, jury));
            own.put(reconstructions.get(i).probe(), best.ssim());
            ssims.add(best.ssim());
            psnrs.add(RecoveredPsnr.of(best.psnr()));
            photos.add(new ProtectedPhoto(
                    target.defense().id(),
                    suite.surrogates(target.defense()),
                    suite.people().id(),
                    target.seed(),
                    cell.attack(),
                    suite.suite().modelId(),
                    reconstructions.get(i).probe(),
                    jury.person(reconstructions.get(i)),
                    Optional.of(best),
                    "reconstructed"));
        }
        return Stream.of(mean(cell, "recovered_ssim", "ratio", ssims), mean(cell, "recovered_psnr", "dB", psnrs))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MetricValue> mean(Cell cell, String metric, String unit, List<Double> values) {
        // The less alike, the better for the subject.
        return Mean.of(
                cell,
                Pairing.RECONSTRUCTED_CLEAN,
                metric,
                unit,
                Better.LOWER,
                values.stream().mapToDouble(v -> v).toArray());
    }

    private static List<FaceImage> originals(JudgedReconstruction reconstruction, InversionFaces faces, Jury jury) {
        return reconstruction.photo().isPresent()
                ? List.of(faces.of(jury.trainingPhoto(reconstruction.photo().getAsInt())))
                : faces.of(jury.training(reconstruction.person()));
    }

    private Quality best(FaceImage made, List<FaceImage> originals) {
        List<FaceImage> same = originals.stream().map(o -> made).toList();
        return ImageQuality.of(compute, originals, same).stream()
                .max(Comparator.comparingDouble(ImageQuality.Value::ssim))
                .map(value -> new Quality(value.ssim(), value.psnr(), value.linf()))
                .orElseThrow();
    }

    private static String key(String defense, long seed, String attack) {
        return String.join("/", defense, Long.toString(seed), attack);
    }

    /** SSIM of a trial's reconstruction; empty if the trial has none. */
    OptionalDouble of(Trial trial) {
        boolean own = trial instanceof Verification pair
                && pair.label() == Label.SAME
                && trial.pairing() == Pairing.RECONSTRUCTED_CLEAN;
        Cell cell = trial.cell();
        Double value = own
                ? ssim.getOrDefault(key(cell.defense(), cell.seed(), cell.attack()), Map.of())
                        .get(trial.probe())
                : null;
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns what was measured of each reconstruction, in that order. */
    List<ProtectedPhoto> photos() {
        return List.copyOf(photos);
    }
}
