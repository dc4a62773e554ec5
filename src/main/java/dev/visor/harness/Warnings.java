package dev.visor.harness;

import dev.visor.core.Alignment;
import dev.visor.dataset.Protocol;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Signs that an evaluation says less than it seems to; each code is explained in {@code docs/warnings.md}. */
final class Warnings {

    private Warnings() {}

    /** Those that the plan alone raises. */
    static List<Warning> of(ResolvedSuite suite, Protocol protocol, boolean detects, boolean dirty) {
        List<Warning> warnings = new ArrayList<>();
        if (!protocol.targets().isEmpty() && protocol.targetGallery().isEmpty()) {
            warnings.add(
                    new Warning(
                            "targets-not-enrolled",
                            "no target has a second photo for the gallery: whether a protected face is taken for a target was not measured"));
        }
        Set<String> surrogates =
                suite.suite().surrogates().stream().flatMap(List::stream).collect(Collectors.toSet());
        List<RecognizerCard> used =
                surrogates.stream().sorted().map(suite.recognizers()::get).toList();
        for (RecognizerCard surrogate : used) {
            List<String> relatives = suite.suite().victims().stream()
                    .filter(victim -> !victim.equals(surrogate.id()))
                    .filter(victim -> sameFamily(surrogate, suite.recognizers().get(victim)))
                    .toList();
            if (!relatives.isEmpty()) {
                warnings.add(new Warning(
                        "same-architecture",
                        "surrogate %s and victims %s are of one family of nets: transfer among them is no cross-architecture claim"
                                .formatted(surrogate.id(), String.join(", ", relatives))));
            }
        }
        List<String> untold = suite.recognizers().values().stream()
                .filter(card -> card.trainedOn().toLowerCase(Locale.ROOT).contains("unknown"))
                .map(RecognizerCard::id)
                .toList();
        if (!surrogates.isEmpty() && !untold.isEmpty()) {
            warnings.add(new Warning(
                    "unknown-training-data",
                    "it is not told what %s were trained on: they may share people with a surrogate, or know the data set"
                            .formatted(String.join(", ", untold))));
        }
        if (!detects && suite.suite().alignments().contains(Alignment.PHOTO)) {
            warnings.add(
                    new Warning(
                            "no-detector",
                            "alignment photo used the originals' landmarks, as no detector was asked for: a face that a detector would miss counts as found"));
        }
        if (dirty) {
            warnings.add(new Warning(
                    "uncommitted-code", "the code differed from its commit: this run cannot be repeated from it"));
        }
        return warnings;
    }

    private static boolean sameFamily(RecognizerCard one, RecognizerCard other) {
        return family(one).equals(family(other));
    }

    /** The first word of an architecture names its family: "MobileFaceNet, 512-d" is a MobileFaceNet. */
    private static String family(RecognizerCard card) {
        return card.architecture().split("[\\s,(:]")[0].toLowerCase(Locale.ROOT);
    }

    /** What ended the run, in the record that it left. */
    static Warning failed(Throwable fault) {
        return new Warning("run-failed", fault.getMessage() == null ? fault.toString() : fault.getMessage());
    }
}
