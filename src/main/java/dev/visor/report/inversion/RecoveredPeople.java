package dev.visor.report.inversion;

import dev.visor.report.run.MeanRate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * People that attacks recover under each defense: what the attack gets that gets most.
 *
 * <p>Only attacks count that a jury judged, and that invert the undefended recognizer or make something of a bare photo.
 */
public final class RecoveredPeople {

    private final InversionView view;
    private final List<JudgedAttack> onModel;
    private final List<JudgedAttack> onData;
    private final List<JudgedAttack> onDataOfAll;

    public RecoveredPeople(InversionView view) {
        this.view = view;
        List<JudgedAttack> judged =
                view.telling().stream().filter(JudgedAttack::beforeJury).toList();
        this.onModel = view.metAll(judged.stream().filter(attack -> !attack.ofData()));
        this.onData = judged.stream().filter(JudgedAttack::ofData).toList();
        this.onDataOfAll = view.metAll(onData.stream()
                .filter(attack -> view.defenses().stream().noneMatch(defense -> view.idle(defense, attack))));
    }

    /** An attack and what it gets. */
    public record Worst(String attack, MeanRate mean) {}

    /** Names the attacks on the recognizer that every defense met. */
    public List<String> attacksOnRecognizer() {
        return onModel.stream().map(JudgedAttack::id).toList();
    }

    /** Names the attacks on leaked data that every defense met, and that have something to undo under each. */
    public List<String> attacksOnLeaks() {
        return onDataOfAll.stream().map(JudgedAttack::id).toList();
    }

    /** Returns the worst of {@link #attacksOnRecognizer}. */
    public Optional<Worst> fromRecognizer(String defense) {
        return worst(defense, onModel);
    }

    /** Returns the worst of {@link #attacksOnLeaks}. */
    public Optional<Worst> fromLeaks(String defense) {
        return worst(defense, onDataOfAll);
    }

    /** Returns the worst of all attacks on leaked data that this defense met; others may have met fewer. */
    Optional<Worst> fromAnyLeak(String defense) {
        return worst(defense, onData);
    }

    /** Returns how well the recognizer names people it was trained on. */
    public Optional<MeanRate> accuracy(String defense) {
        return view.rates().closedSet(defense);
    }

    private Optional<Worst> worst(String defense, List<JudgedAttack> attacks) {
        return view.busy(defense, attacks).stream()
                .flatMap(
                        attack -> view.rates().top1(defense, attack).map(mean -> new Worst(attack.id(), mean)).stream())
                .max(Comparator.comparingDouble(worst -> worst.mean().value()));
    }
}
