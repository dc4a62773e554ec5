package dev.visor.report.inversion;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.InversionSettings;
import dev.visor.stats.AboveChance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An inversion run as its report sees it: who was attacked by whom, and what came of it; of several seeds the mean.
 *
 * <p>Several reconstructions show one person, so that Wilson's interval, which takes them for independent, may be too narrow, while the
 * bootstrap over people is too narrow near 0 and 1. Here an interval reaches as far as either of them.
 */
public final class InversionView {

    static final String TOP1 = "inversion_top1";
    static final String TOP5 = "inversion_top5";
    static final String VERIFY = "recover_verify_rate";
    static final String INTERVALS =
            "95 % intervals, as wide as the wider of Wilson's over reconstructions and a bootstrap over people";

    /** Stands where an attack undoes what a defense does not do. */
    static final String NOTHING = "nothing to undo";

    /** Marks an entry that is our reading of a method, and the sentence that goes with it. */
    static final String DAGGER = "†";

    private static final String DAGGER_NOTE = DAGGER
            + " our reconstruction: built from what could be read of the method, so no verdict on the published one.";

    private static final String JURY = "jury";

    /** Attacks that a table has room for. */
    private static final int COLUMNS = 8;

    private final Run run;
    private final InversionSettings settings;
    private final List<Attack> attacks;
    private final Map<Key, List<MetricValue>> values = new HashMap<>();
    private final AboveChance chance;
    private final Unmixing unmixing;

    private record Key(String metric, String defense, String attack) {}

    /**
     * Who inverts.
     *
     * @param reach what it gets hold of: the model, its scores, its labels, or leaked data
     * @param judges who say whom its reconstructions show: a jury, or a single recognizer
     */
    record Attack(String id, AttackerAccess reach, List<String> judges) {

        /** Whether it works on leaked masked photos, and not on the recognizer. */
        boolean ofData() {
            return reach == AttackerAccess.LEAKED_DATA;
        }

        boolean beforeJury() {
            return judges.size() > 1;
        }

        /** Under whom the verdict stands in the metrics. */
        String judge() {
            return beforeJury() ? JURY : judges.get(0);
        }

        String reachWords() {
            return reach == AttackerAccess.LEAKED_DATA ? "leaked data" : reach.word();
        }
    }

    public InversionView(Run run) {
        this.run = run;
        this.unmixing = new Unmixing(run.info());
        this.chance = AboveChance.of(run.metrics(), run.info().inversionSizes().people());
        this.settings = run.info().inversion();
        this.attacks = settings.attacks().stream()
                .filter(settings.attackerAccess()::containsKey)
                .map(id -> new Attack(
                        id, settings.attackerAccess(id), settings.judges().getOrDefault(id, List.of())))
                .filter(attack -> !attack.judges().isEmpty())
                .sorted(Comparator.comparing(Attack::reach))
                .toList();
        run.metrics()
                .forEach(value -> values.computeIfAbsent(
                                new Key(
                                        value.metric(),
                                        value.cell().defense(),
                                        value.cell().attack()),
                                key -> new ArrayList<>())
                        .add(value));
    }

    /** Whether a run inverted recognizers; others looked people up. */
    public static boolean is(Run run) {
        return run.info().inverts();
    }

    Run run() {
        return run;
    }

    /** For ids. */
    String prefix() {
        return run.prefix();
    }

    /** In the suite's order, the control first. */
    List<String> defenses() {
        return run.info().defenses().stream().map(RunInfo.Entry::id).toList();
    }

    /** By reach, white-box first; those of a reach in the suite's order. */
    List<Attack> attacks() {
        return attacks;
    }

    /** One list if a table has room for all, else those on the recognizer and those on leaked data. */
    List<List<Attack>> parts() {
        List<List<Attack>> parts = Stream.of(true, false)
                .map(model -> attacks.stream().filter(a -> a.ofData() != model).toList())
                .filter(part -> !part.isEmpty())
                .toList();
        return attacks.size() <= COLUMNS ? List.of(attacks) : parts;
    }

    /** How many people the jury chooses from. */
    int people() {
        return run.info().inversionSizes().people();
    }

    /** By which every verdict of more than luck is made. */
    AboveChance chance() {
        return chance;
    }

    /** What mixing and draws leave to undo. */
    Unmixing unmixing() {
        return unmixing;
    }

    /** Whether the attack has nothing to undo there, so that a number would be that of a look. */
    boolean idle(String defense, Attack attack) {
        return unmixing.idle(defense, attack.id());
    }

    /** Those that have something to undo, or undo nothing in particular. */
    List<Attack> busy(String defense, List<Attack> some) {
        return some.stream().filter(attack -> !idle(defense, attack)).toList();
    }

    /** What {@link #NOTHING} means; empty where it stands nowhere. */
    List<String> nothingNote(List<Attack> some) {
        return defenses().stream().anyMatch(defense -> busy(defense, some).size() < some.size())
                ? List.of(
                        NOTHING
                                + ": the defense neither mixes photos nor draws what the attack would average, so that the attack would give the"
                                + " picture of what leaked, as look does: no achievement of the attack, and no fault of the defense.")
                : List.of();
    }

    /** From the least to the most that luck gives, in percent: {@code 0.2–3.3}. Empty for a record of an older Visor. */
    Optional<String> chanceRange() {
        return chance.span().map(span -> {
            String low = Text.percent(span.low());
            String high = Text.percent(span.high());
            return low.equals(high) ? low : low + "–" + high;
        });
    }

    /** {@code chance is 0.2–3.3, by names permuted over people}. */
    String chanceWords() {
        return chanceRange()
                .map("chance is %s, by names permuted over people"::formatted)
                .orElse("chance is not in the record");
    }

    List<String> jury() {
        return settings.jury();
    }

    String teacher() {
        return settings.teacher();
    }

    private String model() {
        return settings.model();
    }

    /** As the suite lists them. */
    List<Far> fars() {
        return settings.fars().stream().map(Far::new).toList();
    }

    /** How well the recognizer names people it was trained on, on other photos. */
    Optional<MeanRate> closedSet(String defense) {
        return own("closed_set_accuracy", defense);
    }

    /** How well the recognizer tells people apart whom it was not trained on. */
    Optional<MeanRate> verification(String defense) {
        return own("verification_accuracy", defense);
    }

    private Optional<MeanRate> own(String metric, String defense) {
        return MeanRate.of(run.of(metric)
                .filter(value -> value.cell().defense().equals(defense)
                        && value.cell().judge().equals(model()))
                .map(InversionView::widened)
                .toList());
    }

    /** How a judge itself errs on real photos. */
    Stream<MetricValue> ownErrors(String metric, String judge) {
        return run.of(metric)
                .filter(value -> value.cell().judge().equals(judge) && value.pairing() == Pairing.CLEAN_CLEAN)
                .map(InversionView::widened);
    }

    /** The verdict on an attack's reconstructions. */
    Optional<MeanRate> top1(String defense, Attack attack) {
        return verdict(TOP1, Pairing.RECONSTRUCTED_CLEAN, defense, attack);
    }

    Optional<MeanRate> verdict(String metric, Pairing pairing, String defense, Attack attack) {
        return judged(metric, pairing, defense, attack, List.of(attack.judge()), Optional.empty());
    }

    /** The mean over an attack's judges. */
    Optional<MeanRate> judged(String metric, String defense, Attack attack, Optional<Far> far) {
        return judged(metric, Pairing.RECONSTRUCTED_CLEAN, defense, attack, attack.judges(), far);
    }

    Optional<MeanRate> judged(
            String metric, Pairing pairing, String defense, Attack attack, List<String> judges, Optional<Far> far) {
        return MeanRate.of(raw(metric, defense, attack.id())
                .filter(value -> value.pairing() == pairing
                        && judges.contains(value.cell().judge())
                        && value.far().equals(far))
                .map(InversionView::widened)
                .toList());
    }

    /**
     * How often reconstructions pass at a threshold for somebody whom they are not meant to show: what luck gives. It is not the FAR that the
     * threshold was set at, as that was measured on strangers of another data set.
     */
    Optional<MeanRate> passedByLuck(String defense, Attack attack, Far far) {
        return judged(VERIFY, Pairing.MISNAMED_CLEAN, defense, attack, attack.judges(), Optional.of(far));
    }

    /** How often they pass, and as a further line how often under a wrong name. */
    Optional<Value> passed(String defense, Attack attack, Far far, String... further) {
        return judged(VERIFY, defense, attack, Optional.of(far)).map(mean -> {
            List<String> lines = new ArrayList<>(List.of(Text.percent(mean.interval())));
            lines.addAll(List.of(further));
            passedByLuck(defense, attack, far).ifPresent(luck -> lines.add("wrong name " + Text.percent(luck.value())));
            return new Value(Text.percent(mean.value()), lines, Optional.empty());
        });
    }

    /** What nobody judges: counts, times, likeness; with the attack {@code -}, of the training. */
    Optional<MeanRate> plain(String metric, String defense, String attack) {
        return MeanRate.of(
                raw(metric, defense, attack).map(InversionView::widened).toList());
    }

    private Stream<MetricValue> raw(String metric, String defense, String attack) {
        return values.getOrDefault(new Key(metric, defense, attack), List.of()).stream();
    }

    /**
     * Whether an attack was not shown to be above chance even where nothing protects: then it says nothing of any defense. As the run's own
     * warning {@code weak-attack} decides it; attacks on leaked data have the bare photo there, and one that cannot make use of that is no
     * better.
     */
    boolean weak(Attack attack) {
        return notShown(Run.CONTROL, attack);
    }

    /** Whether luck may have given a verdict; an untested one of an older record is not said to. */
    boolean notShown(String defense, Attack attack) {
        return chance.tested(defense, attack.id()) && !chance.exceeded(defense, attack.id());
    }

    /** Those that invert the undefended recognizer, or reach for data. */
    List<Attack> telling() {
        return attacks.stream().filter(attack -> !weak(attack)).toList();
    }

    /** Attacks that were to meet every defense and did. */
    List<Attack> metAll(Stream<Attack> some) {
        return metAll(some, defenses());
    }

    /** Those by which all of some defenses can be compared. */
    List<Attack> metAll(Stream<Attack> some, List<String> defenses) {
        return some.filter(attack ->
                        defenses.stream().allMatch(d -> top1(d, attack).isPresent()))
                .toList();
    }

    /** As they are written out in sentences. */
    String named(List<Attack> some) {
        return some.stream().map(attack -> named(attack.id())).collect(Collectors.joining(", "));
    }

    /** Stands where an attack has no value against a defense. */
    Value absent(String defense, Attack attack) {
        return idle(defense, attack) ? Value.of(NOTHING) : absent();
    }

    /** The same, of several attacks. */
    Value absent() {
        return run.info().status() == RunInfo.Status.COMPLETED ? Value.of("not run") : Value.missing(run.absence());
    }

    /** An id with the mark of a reconstruction, if it is one. */
    String named(String id) {
        return id + (isReconstruction(id) ? " " + DAGGER : "");
    }

    private boolean isReconstruction(String id) {
        return Stream.concat(run.info().defenses().stream(), run.info().attacks().stream())
                .anyMatch(
                        entry -> entry.id().equals(id) && entry.sourceFidelity().equals("reconstruction"));
    }

    /** What the mark means; empty where no entry has it. */
    List<String> daggerNote() {
        return Stream.concat(defenses().stream(), attacks.stream().map(Attack::id))
                        .anyMatch(this::isReconstruction)
                ? List.of(DAGGER_NOTE)
                : List.of();
    }

    /** A rate in percent with its interval below. */
    static Value percent(MeanRate mean) {
        return Value.of(Text.percent(mean.value()), Text.percent(mean.interval()));
    }

    private static MetricValue widened(MetricValue value) {
        if (value.interval().isEmpty() || value.clusterInterval().isEmpty()) {
            return value;
        }
        Interval one = value.interval().get();
        Interval other = value.clusterInterval().get();
        return new MetricValue(
                value.cell(),
                value.pairing(),
                value.metric(),
                value.value(),
                Optional.of(new Interval(Math.min(one.low(), other.low()), Math.max(one.high(), other.high()))),
                value.clusterInterval(),
                value.n(),
                value.unit(),
                value.better(),
                value.far());
    }
}
