package dev.visor.diagnosis;

import dev.visor.core.Trust;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Entry;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Signs that a result rests on somebody else's work, and what was not as it should be with that. */
final class OthersWorkWarnings {

    /** The parameters that count supplied images, and how each is said. */
    private static final Map<String, String> COUNTED = new LinkedHashMap<>();

    static {
        COUNTED.put("missing", "missing, which counts as not protected");
        COUNTED.put("untouched", "the same as their photos");
        COUNTED.put("alike", "the same as another's");
        COUNTED.put("lossy", "JPEG files");
        COUNTED.put("outside_face", "changed outside the face, too");
    }

    private OthersWorkWarnings() {}

    static List<Warning> of(RunInfo info) {
        List<Warning> raised = new ArrayList<>();
        WarningCode.IMAGES_SUPPLIED
                .about(
                        all(info)
                                .filter(entry -> entry.trust() == Trust.SUPPLIED)
                                .map(Entry::id)
                                .toList(),
                        ", ",
                        "%s: made elsewhere and supplied, so the record shows what this did, and nobody can make it again")
                .ifPresent(raised::add);
        info.defenses().stream()
                .filter(entry -> entry.trust() == Trust.SUPPLIED)
                .forEach(entry -> counted(entry).ifPresent(raised::add));
        WarningCode.NOT_REPEATABLE
                .about(
                        all(info)
                                .filter(entry -> "false".equals(entry.params().get("deterministic")))
                                .map(Entry::id)
                                .toList(),
                        ", ",
                        "%s: need not make the same again, so another run may come to other numbers")
                .ifPresent(raised::add);
        return raised;
    }

    private static Stream<Entry> all(RunInfo info) {
        return Stream.concat(info.defenses().stream(), info.attacks().stream());
    }

    private static Optional<Warning> counted(Entry entry) {
        List<String> clauses = new ArrayList<>();
        COUNTED.forEach((key, said) -> {
            String count = String.valueOf(entry.params().getOrDefault(key, "0"));
            if (!count.equals("0")) {
                clauses.add(count + " are " + said);
            }
        });
        return WarningCode.IMAGES_ODD.about(
                clauses,
                "; ",
                "%s: of the images for %s photos, %%s"
                        .formatted(entry.id().replace("%", "%%"), entry.params().get("photos")));
    }
}
