package dev.visor.report.inversion;

import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rates that an inversion run measured, by defense and attack; of several seeds the mean.
 *
 * <p>Several reconstructions show one person, so that Wilson's interval, which takes them for independent, may be too narrow, while the
 * bootstrap over people is too narrow near 0 and 1. Here an interval reaches as far as either of them.
 */
final class InversionRates {

    static final String TOP1 = "inversion_top1";
    static final String TOP5 = "inversion_top5";
    static final String VERIFY = "recover_verify_rate";

    private final Run run;
    private final String model;
    private final Map<Key, List<MetricValue>> values = new HashMap<>();

    private record Key(String metric, String defense, String attack) {}

    /** Makes the rates of the recognizer that was trained under each defense. */
    InversionRates(Run run, String model) {
        this.run = run;
        this.model = model;
        run.metrics()
                .forEach(value -> values.computeIfAbsent(
                                new Key(
                                        value.metric(),
                                        value.cell().defense(),
                                        value.cell().attack()),
                                key -> new ArrayList<>())
                        .add(value));
    }

    /** Returns how well the recognizer names people it was trained on, on other photos. */
    Optional<MeanRate> closedSet(String defense) {
        return own("closed_set_accuracy", defense);
    }

    /** Returns how well the recognizer tells people apart whom it was not trained on. */
    Optional<MeanRate> verification(String defense) {
        return own("verification_accuracy", defense);
    }

    private Optional<MeanRate> own(String metric, String defense) {
        return MeanRate.of(run.of(metric)
                .filter(value -> value.cell().defense().equals(defense)
                        && value.cell().judge().equals(model))
                .map(MeanRate::widened)
                .toList());
    }

    /** Returns how a judge itself errs on real photos. */
    Stream<MetricValue> ownErrors(String metric, String judge) {
        return run.of(metric)
                .filter(value -> value.cell().judge().equals(judge) && value.pairing() == Pairing.CLEAN_CLEAN)
                .map(MeanRate::widened);
    }

    /** The verdict on an attack's reconstructions. */
    Optional<MeanRate> top1(String defense, JudgedAttack attack) {
        return verdict(TOP1, Pairing.RECONSTRUCTED_CLEAN, defense, attack);
    }

    Optional<MeanRate> verdict(String metric, Pairing pairing, String defense, JudgedAttack attack) {
        return judged(metric, pairing, defense, attack, List.of(attack.judge()), Optional.empty());
    }

    /** The mean over an attack's judges. */
    Optional<MeanRate> judged(String metric, String defense, JudgedAttack attack, Optional<Far> far) {
        return judged(metric, Pairing.RECONSTRUCTED_CLEAN, defense, attack, attack.judges(), far);
    }

    Optional<MeanRate> judged(
            String metric,
            Pairing pairing,
            String defense,
            JudgedAttack attack,
            List<String> judges,
            Optional<Far> far) {
        return MeanRate.of(raw(metric, defense, attack.id())
                .filter(value -> value.pairing() == pairing
                        && judges.contains(value.cell().judge())
                        && value.far().equals(far))
                .map(MeanRate::widened)
                .toList());
    }

    /**
     * Returns how often reconstructions pass at a threshold for somebody whom they are not meant to show: what luck
     * gives. It is not the FAR that the threshold was set at, as that was measured on strangers of another data set.
     */
    Optional<MeanRate> passedByLuck(String defense, JudgedAttack attack, Far far) {
        return judged(VERIFY, Pairing.MISNAMED_CLEAN, defense, attack, attack.judges(), Optional.of(far));
    }

    /** Returns how often they pass, and as a further line how often under a wrong name. */
    Optional<Value> passed(String defense, JudgedAttack attack, Far far, String... further) {
        return judged(VERIFY, defense, attack, Optional.of(far)).map(mean -> {
            List<String> lines = new ArrayList<>(List.of(Text.percent(mean.interval())));
            lines.addAll(List.of(further));
            passedByLuck(defense, attack, far).ifPresent(luck -> lines.add("wrong name " + Text.percent(luck.value())));
            return new Value(Text.percent(mean.value()), lines, Optional.empty());
        });
    }

    /** Returns what nobody judges: counts, times, likeness; with the attack {@code -}, of the training. */
    Optional<MeanRate> plain(String metric, String defense, String attack) {
        return MeanRate.of(raw(metric, defense, attack).map(MeanRate::widened).toList());
    }

    private Stream<MetricValue> raw(String metric, String defense, String attack) {
        return values.getOrDefault(new Key(metric, defense, attack), List.of()).stream();
    }
}
