package dev.visor.diagnosis;

import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Entry;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Signs that the evaluation of an inversion suite says less than it seems to, those that its plan alone raises. */
final class InversionPlanWarnings {

    private static final String RECONSTRUCTION = "reconstruction";

    private final RunInfo info;
    private final SuiteSettings settings;

    InversionPlanWarnings(RunInfo info) {
        this.info = info;
        this.settings = new SuiteSettings(info);
    }

    List<Warning> raised() {
        List<Warning> raised = new ArrayList<>(restricted());
        reconstructed().ifPresent(raised::add);
        reducedScale().ifPresent(raised::add);
        RecognitionPlanWarnings.uncommitted(info).ifPresent(raised::add);
        return raised;
    }

    /** One for each attack that was kept from some defenses; the control, which comes first, is never spared. */
    private List<Warning> restricted() {
        List<Warning> raised = new ArrayList<>();
        settings.attackDefenses().forEach((attack, defenses) -> {
            List<String> spared = info.defenses().stream()
                    .skip(1)
                    .map(Entry::id)
                    .filter(id -> !defenses.contains(id))
                    .toList();
            if (!spared.isEmpty()) {
                raised.add(WarningCode.ATTACK_RESTRICTED.says(
                        "%s was not run against %s: nothing is known of how they stand it"
                                .formatted(attack, String.join(", ", spared))));
            }
        });
        return raised;
    }

    private Optional<Warning> reconstructed() {
        return WarningCode.RECONSTRUCTION.about(
                info.defenses().stream()
                        .filter(entry -> entry.sourceFidelity().equals(RECONSTRUCTION))
                        .map(Entry::id)
                        .toList(),
                ", ",
                "%s are built from what could be read of the methods; the rest is ours");
    }

    private Optional<Warning> reducedScale() {
        return settings.budget() < 1
                ? Optional.of(WarningCode.REDUCED_SCALE.says(String.format(
                        Locale.ROOT,
                        "scale %s: attacks had %.0f %% of their steps or queries, so a larger run can only find more",
                        settings.scale(),
                        100 * settings.budget())))
                : Optional.empty();
    }
}
