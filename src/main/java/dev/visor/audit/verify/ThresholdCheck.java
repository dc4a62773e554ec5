package dev.visor.audit.verify;

import dev.visor.core.measure.Threshold;
import dev.visor.result.Impostors;
import dev.visor.result.RecordFile;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The thresholds of {@code run.json} against {@code calibration.csv}: value, FAR reached, interval, and whose they are. */
final class ThresholdCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        evidence.calibration().ifPresent(calibrations -> compare(evidence, calibrations, findings));
    }

    private static void compare(Evidence evidence, List<Impostors> calibrations, Findings findings) {
        Map<String, ThresholdEntry> expected = new TreeMap<>();
        for (Impostors impostors : calibrations) {
            String id = Calibration.id(impostors.similarities());
            if (!id.equals(impostors.calibration())) {
                findings.mismatch(
                        RecordFile.CALIBRATION.word(),
                        "the %d similarities of %s have the id %s, expected %s as in column calibration",
                        impostors.similarities().length,
                        impostors.recognizer(),
                        id,
                        impostors.calibration());
            }
            for (Threshold threshold : evidence.thresholds().get(impostors.calibration())) {
                long needed = Calibration.pairsNeeded(threshold.far());
                if (threshold.impostors() < needed && !evidence.plan().unresolved()) {
                    findings.mismatch(
                            RecordFile.CALIBRATION.word(),
                            "%s has %d impostor pairs, expected at least %d for FAR %s",
                            impostors.recognizer(),
                            threshold.impostors(),
                            needed,
                            threshold.far());
                }
                ThresholdEntry entry = ThresholdEntry.of(impostors.recognizer(), threshold);
                expected.put(key(entry), entry);
            }
            findings.recomputed("impostor similarities", impostors.similarities().length);
        }
        findings.recomputed("thresholds", expected.size());
        compare(evidence.info().thresholds(), expected, findings);
    }

    private static void compare(
            List<ThresholdEntry> recorded, Map<String, ThresholdEntry> expected, Findings findings) {
        List<String> seen = new ArrayList<>();
        for (ThresholdEntry entry : recorded) {
            ThresholdEntry right = expected.get(key(entry));
            if (right == null || seen.contains(key(entry))) {
                findings.mismatchOf("thresholds", "%s follows from no row of calibration.csv", key(entry));
            } else if (!right.equals(entry)) {
                findings.mismatchOf("thresholds", "%s, expected %s by calibration.csv", entry, right);
            }
            seen.add(key(entry));
        }
        expected.keySet().stream()
                .filter(key -> !seen.contains(key))
                .forEach(key -> findings.mismatchOf("thresholds", "%s is missing, which calibration.csv gives", key));
    }

    private static String key(ThresholdEntry entry) {
        return entry.recognizer() + " at FAR " + entry.far();
    }
}
