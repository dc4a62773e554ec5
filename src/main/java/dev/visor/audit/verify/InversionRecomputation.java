package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.InversionPlan;
import dev.visor.audit.verify.plan.PrivateTrainings;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.Mean;
import dev.visor.metric.Throughput;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.metric.evaluation.UtilityDirection;
import dev.visor.metric.inversion.AhmScore;
import dev.visor.metric.inversion.ChanceLevel;
import dev.visor.metric.inversion.DpEpsilon;
import dev.visor.metric.inversion.RecoveredPsnr;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.result.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics of a run that inverts. */
final class InversionRecomputation implements Recomputation {

    private static final String NOBODY = "-";

    private final Evidence evidence;
    private final InversionPlan plan;
    private final PrivateTrainings privately;

    InversionRecomputation(Evidence evidence) {
        this.evidence = evidence;
        this.plan = new InversionPlan(evidence.info());
        this.privately = new PrivateTrainings(evidence.info(), evidence.training());
    }

    @Override
    public List<MetricValue> ofTrials() {
        Map<Cell, List<Line>> trials = evidence.trials().orElse(Map.of());
        List<MetricValue> all = new ArrayList<>();
        Map<String, JuryVerdict> verdicts = new LinkedHashMap<>();
        trials.forEach((cell, lines) -> {
            List<Trial> own = lines.stream().map(Line::trial).toList();
            List<MetricValue> judged = Judgment.of(own, evidence.thresholds(lines), evidence.registry());
            all.addAll(plan.thirdEdition() ? UtilityDirection.of(judged) : judged);
            if (plan.judgedByJury(cell)) {
                verdicts.computeIfAbsent(cell.judgedBy(JuryVerdict.JURY).id(), any -> new JuryVerdict(cell))
                        .add(own);
            } else if (plan.judgedAlone(cell) && plan.secondEdition()) {
                all.addAll(ChanceLevel.ofOneJudge(cell, own));
            }
        });
        // A jury that was not asked the same is found by its questions.
        verdicts.values().stream()
                .filter(JuryVerdict::complete)
                .forEach(verdict -> all.addAll(plan.secondEdition() ? verdict.metrics() : verdict.shares()));
        List<MetricValue> withQuality = new ArrayList<>(all);
        withQuality.addAll(qualities().keySet());
        plan.scoreAttacks().ifPresent(pair -> all.addAll(AhmScore.of(withQuality, pair.get(0), pair.get(1))));
        return all;
    }

    @Override
    public Map<MetricValue, Double> ofTables() {
        Map<MetricValue, Double> all = qualities();
        epsilons().forEach(value -> all.put(value, 0.));
        List<Timing> timings = evidence.timings().orElse(List.of());
        for (String defense : plan.defenses()) {
            List<List<Timing>> runs = runs(timings.stream()
                    .filter(timing ->
                            timing.stage().equals("train") && timing.id().equals(defense))
                    .toList());
            for (int i = 0; i < runs.size(); i++) {
                rate(cell(defense, NOBODY, i), "train_photos_per_s", runs.get(i), all);
            }
            for (String attack : plan.attacksOn(defense)) {
                List<List<Timing>> made = runs(timings.stream()
                        .filter(timing ->
                                timing.stage().equals("attack") && timing.id().equals(attack + " on " + defense))
                        .toList());
                for (int i = 0; i < made.size(); i++) {
                    rate(cell(defense, attack, i), "reconstructions_per_s", made.get(i), all);
                }
            }
        }
        return all;
    }

    @Override
    public List<String> elsewhere() {
        List<String> elsewhere = new ArrayList<>(evidence.registry().notRecorded());
        if (!privately.told()) {
            elsewhere.add(DpEpsilon.NAME);
        }
        return elsewhere;
    }

    @Override
    public String needs() {
        return "the run itself, as it counts what it asks";
    }

    private List<MetricValue> epsilons() {
        List<MetricValue> all = new ArrayList<>();
        if (!privately.told()) {
            return all;
        }
        List<Long> seeds = evidence.info().seeds();
        for (String defense : plan.defenses()) {
            privately.noise(defense).ifPresent(noise -> {
                for (int i = 0; i < seeds.size(); i++) {
                    int steps = privately.steps(defense, seeds.get(i));
                    DpEpsilon.of(cell(defense, NOBODY, i), privately.samplingRate(), noise, steps)
                            .ifPresent(all::add);
                }
            });
        }
        return all;
    }

    private Map<MetricValue, Double> qualities() {
        Map<Cell, List<Quality>> byAttack = new LinkedHashMap<>();
        for (ProtectedPhoto photo : evidence.photos().orElse(List.of())) {
            photo.quality()
                    // Of what was attacked, and with what; a row that tells neither belongs to no attack.
                    .filter(quality -> !photo.attack().equals(NOBODY))
                    .ifPresent(quality -> byAttack.computeIfAbsent(cell(photo), k -> new ArrayList<>())
                            .add(quality));
        }
        Map<MetricValue, Double> values = new LinkedHashMap<>();
        byAttack.forEach((cell, qualities) -> {
            mean(
                            cell,
                            "recovered_ssim",
                            "ratio",
                            qualities.stream().mapToDouble(Quality::ssim).toArray())
                    .ifPresent(value -> values.put(value, 0.));
            mean(cell, "recovered_psnr", "dB", psnr(qualities)).ifPresent(value -> values.put(value, 0.));
        });
        return values;
    }

    private Cell cell(ProtectedPhoto photo) {
        return plan.target(photo.defense(), photo.seed())
                .attackedBy(photo.attack(), plan.attackerAccess(photo.attack()))
                .restingOn(evidence.info().trust(photo.attack()));
    }

    private double[] psnr(List<Quality> qualities) {
        return qualities.stream()
                .map(Quality::psnr)
                .filter(psnr -> plan.secondEdition() || psnr.isPresent())
                .mapToDouble(psnr -> plan.secondEdition() ? RecoveredPsnr.of(psnr) : psnr.getAsDouble())
                .toArray();
    }

    private static Optional<MetricValue> mean(Cell cell, String metric, String unit, double[] values) {
        return Mean.of(cell, Pairing.RECONSTRUCTED_CLEAN, metric, unit, Better.LOWER, values);
    }

    private static void rate(Cell cell, String metric, List<Timing> timings, Map<MetricValue, Double> values) {
        List<Timing> counted = timings.stream().filter(t -> !t.warmUp()).toList();
        double seconds = counted.stream().mapToDouble(Timing::seconds).sum();
        int images = counted.stream().mapToInt(Timing::images).sum();
        Throughput.of(cell, metric, images, seconds).ifPresent(value -> values.put(value, 0.));
    }

    /** One for each seed: every one counts its batches from 0. */
    private static List<List<Timing>> runs(List<Timing> timings) {
        List<List<Timing>> runs = new ArrayList<>();
        for (Timing timing : timings) {
            if (timing.batch() == 0) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(timing);
        }
        return runs;
    }

    private Cell cell(String defense, String attack, int run) {
        Cell target = plan.target(defense, evidence.info().seeds().get(run));
        return attack.equals(NOBODY)
                ? target
                : target.attackedBy(attack, plan.attackerAccess(attack))
                        .restingOn(evidence.info().trust(attack));
    }
}
