package dev.visor.report.inversion;

import dev.visor.core.Cell;
import dev.visor.core.measure.Far;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.InversionSettings;
import dev.visor.stats.AboveChance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An inversion run as its report sees it: who was attacked by whom, and what came of it; of several seeds the mean.
 */
public final class InversionView {

    static final String INTERVALS =
            "95 % intervals, as wide as the wider of Wilson's over reconstructions and a bootstrap over people";

    /** Stands where an attack undoes what a defense does not do. */
    static final String NOTHING = "nothing to undo";

    /** Marks an entry that is our reading of a method, and the sentence that goes with it. */
    static final String DAGGER = "†";

    private static final String DAGGER_NOTE = DAGGER
            + " our reconstruction: built from what could be read of the method, so no verdict on the published one.";

    /** Attacks that a table has room for. */
    private static final int COLUMNS = 8;

    private final Run run;
    private final InversionSettings settings;
    private final List<JudgedAttack> attacks;
    private final InversionRates rates;
    private final AboveChance chance;
    private final Unmixing unmixing;

    public InversionView(Run run) {
        this.run = run;
        this.unmixing = new Unmixing(run.info());
        this.chance = AboveChance.of(run.metrics(), run.info().inversionSizes().people());
        this.settings = run.info().inversion();
        this.attacks = settings.attacks().stream()
                .filter(settings.attackerAccess()::containsKey)
                .map(id -> new JudgedAttack(
                        id,
                        settings.attackerAccess(id),
                        run.info().trust(id),
                        settings.judges().getOrDefault(id, List.of())))
                .filter(attack -> !attack.judges().isEmpty())
                .sorted(Comparator.comparing(JudgedAttack::reach))
                .toList();
        this.rates = new InversionRates(run, settings.model());
    }

    /** Whether a run inverted recognizers; others looked people up. */
    public static boolean is(Run run) {
        return run.info().inverts();
    }

    /** Returns the rates that were measured. */
    InversionRates rates() {
        return rates;
    }

    Run run() {
        return run;
    }

    /** Returns the prefix of ids. */
    String prefix() {
        return run.prefix();
    }

    /** Returns the defenses in the suite's order, the control first. */
    List<String> defenses() {
        return run.info().defenses().stream().map(RunInfo.Entry::id).toList();
    }

    /** Returns the attacks by access, white-box first; those of one access in the suite's order. */
    List<JudgedAttack> attacks() {
        return attacks;
    }

    /** One list if a table has room for all, else those on the recognizer and those on leaked data. */
    List<List<JudgedAttack>> parts() {
        List<List<JudgedAttack>> parts = Stream.of(true, false)
                .map(model -> attacks.stream().filter(a -> a.ofData() != model).toList())
                .filter(part -> !part.isEmpty())
                .toList();
        return attacks.size() <= COLUMNS ? List.of(attacks) : parts;
    }

    /** Returns the number of people that the jury chooses from. */
    int people() {
        return run.info().inversionSizes().people();
    }

    /** Returns the chance by which every verdict of more than luck is made. */
    AboveChance chance() {
        return chance;
    }

    /** Returns what mixing and draws leave to undo. */
    Unmixing unmixing() {
        return unmixing;
    }

    /** Whether the attack has nothing to undo there, so that a number would be that of a look. */
    boolean idle(String defense, JudgedAttack attack) {
        return unmixing.idle(defense, attack.id());
    }

    /** Returns the attacks that have something to undo, or undo nothing in particular. */
    List<JudgedAttack> busy(String defense, List<JudgedAttack> some) {
        return some.stream().filter(attack -> !idle(defense, attack)).toList();
    }

    /** Explains what {@link #NOTHING} means; empty where it stands nowhere. */
    List<String> nothingNote(List<JudgedAttack> some) {
        return defenses().stream().anyMatch(defense -> busy(defense, some).size() < some.size())
                ? List.of(
                        NOTHING
                                + ": the defense neither mixes photos nor draws what the attack would average, so that the attack would give the"
                                + " picture of what leaked, as look does: no achievement of the attack, and no fault of the defense.")
                : List.of();
    }

    /**
     * Returns the span from the least to the most that luck gives, in percent: {@code 0.2–3.3}. Empty for a record of
     * an older Visor.
     */
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

    /** Returns the FARs as the suite lists them. */
    List<Far> fars() {
        return settings.fars().stream().map(Far::new).toList();
    }

    /**
     * Whether an attack was not shown to be above chance even where nothing protects: then it says nothing of any defense. As the run's own
     * warning {@code weak-attack} decides it; attacks on leaked data have the bare photo there, and one that cannot make use of that is no
     * better.
     */
    boolean weak(JudgedAttack attack) {
        return notShown(Cell.CONTROL, attack);
    }

    /** Whether luck may have given a verdict; an untested one of an older record is not said to. */
    boolean notShown(String defense, JudgedAttack attack) {
        return chance.tested(defense, attack.id()) && !chance.exceeded(defense, attack.id());
    }

    /** Returns the attacks that invert the undefended recognizer, or work on data. */
    List<JudgedAttack> telling() {
        return attacks.stream().filter(attack -> !weak(attack)).toList();
    }

    /** Attacks that were to meet every defense and did. */
    List<JudgedAttack> metAll(Stream<JudgedAttack> some) {
        return metAll(some, defenses());
    }

    /** Returns the attacks by which all of some defenses can be compared. */
    List<JudgedAttack> metAll(Stream<JudgedAttack> some, List<String> defenses) {
        return some.filter(attack ->
                        defenses.stream().allMatch(d -> rates.top1(d, attack).isPresent()))
                .toList();
    }

    /** Names attacks as they are written out in sentences. */
    String named(List<JudgedAttack> some) {
        return some.stream().map(attack -> named(attack.id())).collect(Collectors.joining(", "));
    }

    /** Stands where an attack has no value against a defense. */
    Value absent(String defense, JudgedAttack attack) {
        return idle(defense, attack) ? Value.of(NOTHING) : absent();
    }

    /** Returns the value where several attacks have none. */
    Value absent() {
        return run.info().status() == RunInfo.Status.COMPLETED
                ? Value.of("not run").shaded(Value.Shade.of(Value.Shade.UNMEASURED))
                : Value.missing(run.absence());
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

    /** Explains what the mark means; empty where no entry has it. */
    List<String> daggerNote() {
        return Stream.concat(defenses().stream(), attacks.stream().map(JudgedAttack::id))
                        .anyMatch(this::isReconstruction)
                ? List.of(DAGGER_NOTE)
                : List.of();
    }

    /** A rate in percent with its interval below. */
    static Value percent(MeanRate mean) {
        return Value.of(Text.percent(mean.value()), Text.percent(mean.interval()));
    }
}
