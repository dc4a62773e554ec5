package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.RecognitionPlan;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Label;
import dev.visor.result.Impostors;
import dev.visor.result.RecordFile;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks the rows of {@code trials.csv} against each other: the same questions of every judge, one subject a photo, ranks that agree. */
final class TrialCheck implements Check {

    private static final RecordFile FILE = RecordFile.TRIALS;

    @Override
    public void of(Evidence evidence, Findings findings) {
        evidence.trials().ifPresent(trials -> {
            questions(trials, findings);
            Map<PhotoId, SubjectId> subjects = subjects(trials);
            Optional<Map<String, String>> calibrations = evidence.calibration().map(TrialCheck::byModel);
            long gallery = gallery(evidence);
            trials.forEach((cell, lines) -> lines.forEach(line -> {
                subject("subject", line, line.trial().probe(), line.trial().subject(), subjects, findings);
                if (line.trial() instanceof Trial.Verification pair) {
                    subject("mate_subject", line, pair.mate(), pair.mateSubject(), subjects, findings);
                    label(line, pair, findings);
                } else if (line.trial() instanceof Trial.Identification search) {
                    search.found().ifPresent(found -> ranks(line, search.subject(), found, gallery, findings));
                } else if (line.trial() instanceof Trial.Retrieval search) {
                    subject("mate", line, search.mate(), search.subject(), subjects, findings);
                }
                calibrations.ifPresent(ofModels -> calibration(evidence.plan(), ofModels, cell, line, findings));
            }));
        });
    }

    /** One protection under one attack and countermeasure is asked the same of every model, in every alignment. */
    private static void questions(Map<Cell, List<Line>> trials, Findings findings) {
        Map<List<Object>, List<Cell>> alike = new LinkedHashMap<>();
        trials.keySet()
                .forEach(cell -> alike.computeIfAbsent(
                                List.of(
                                        cell.defense(),
                                        cell.surrogates(),
                                        cell.attack(),
                                        cell.countermeasure(),
                                        cell.seed()),
                                key -> new ArrayList<>())
                        .add(cell));
        alike.values().forEach(cells -> {
            int most = mostCommon(
                    cells.stream().map(cell -> trials.get(cell).size()).toList());
            cells.stream()
                    .filter(cell -> trials.get(cell).size() != most)
                    .forEach(cell -> findings.mismatch(
                            FILE.word(),
                            "cell %s has %d trials, expected %d like its neighbors",
                            cell.id(),
                            trials.get(cell).size(),
                            most));
            List<List<Line>> whole = cells.stream()
                    .map(trials::get)
                    .filter(lines -> lines.size() == most)
                    .toList();
            for (int i = 0; i < most; i++) {
                question(i, whole, findings);
            }
        });
    }

    private static void question(int row, List<List<Line>> cells, Findings findings) {
        String usual = question(cells.get(0).get(row));
        if (cells.stream().allMatch(lines -> question(lines.get(row)).equals(usual))) {
            return;
        }
        String expected =
                mostCommon(cells.stream().map(lines -> question(lines.get(row))).toList());
        cells.stream()
                .map(lines -> lines.get(row))
                .filter(line -> !question(line).equals(expected))
                .forEach(line -> findings.mismatch(
                        String.format(Locale.ROOT, "%s line %d", FILE.word(), line.number()),
                        "asks %s, expected %s as of the other models and alignments",
                        question(line),
                        expected));
    }

    /** Names the pair that is compared; which target is the nearest is the model's own matter. */
    private static String question(Line line) {
        String probe = line.trial().pairing().word() + " " + line.trial().probe();
        if (line.trial() instanceof Trial.Retrieval search) {
            return probe + " image " + search.mate() + " of " + search.own();
        }
        if (line.trial() instanceof Trial.Tracking tracked) {
            return probe + " round " + tracked.round();
        }
        if (!(line.trial() instanceof Trial.Verification pair)) {
            return probe;
        }
        String mate = pair.label() == Label.TARGET ? "" : " " + pair.mate();
        String fold = pair.fold().isPresent() ? " fold " + pair.fold().getAsInt() : "";
        return probe + " " + pair.label().word() + mate + fold;
    }

    /** Returns the subject that each photo shows, by most of its rows. */
    private static Map<PhotoId, SubjectId> subjects(Map<Cell, List<Line>> trials) {
        Map<PhotoId, Map<SubjectId, Integer>> votes = new HashMap<>();
        trials.values()
                .forEach(lines -> lines.forEach(line -> {
                    vote(votes, line.trial().probe(), line.trial().subject());
                    if (line.trial() instanceof Trial.Verification pair) {
                        vote(votes, pair.mate(), pair.mateSubject());
                    } else if (line.trial() instanceof Trial.Retrieval search) {
                        vote(votes, search.mate(), search.subject());
                    }
                }));
        Map<PhotoId, SubjectId> subjects = new HashMap<>();
        votes.forEach((photo, counted) -> subjects.put(
                photo,
                counted.entrySet().stream()
                        .max(Map.Entry.<SubjectId, Integer>comparingByValue()
                                .thenComparing(entry -> entry.getKey().value(), Comparator.reverseOrder()))
                        .orElseThrow()
                        .getKey()));
        return subjects;
    }

    private static void vote(Map<PhotoId, Map<SubjectId, Integer>> votes, PhotoId photo, SubjectId subject) {
        votes.computeIfAbsent(photo, p -> new HashMap<>()).merge(subject, 1, Integer::sum);
    }

    private static void subject(
            String column,
            Line line,
            PhotoId photo,
            SubjectId subject,
            Map<PhotoId, SubjectId> subjects,
            Findings findings) {
        SubjectId expected = subjects.get(photo);
        if (!subject.equals(expected)) {
            findings.mismatch(
                    FILE,
                    line.number(),
                    column,
                    "\"%s\", expected \"%s\" as in the other rows of photo %s",
                    subject,
                    expected,
                    photo);
        }
    }

    private static void label(Line line, Trial.Verification pair, Findings findings) {
        boolean genuine = pair.label() == Label.SAME || pair.label() == Label.OTHER;
        if (genuine != pair.subject().equals(pair.mateSubject())) {
            findings.mismatch(
                    FILE,
                    line.number(),
                    "label",
                    "\"%s\" between %s and %s, expected %s",
                    pair.label().word(),
                    pair.subject(),
                    pair.mateSubject(),
                    genuine ? "one subject" : "two subjects");
        }
        if ((pair.label() == Label.SAME) != pair.probe().equals(pair.mate())) {
            findings.mismatch(
                    FILE,
                    line.number(),
                    "mate",
                    "\"%s\", expected %s photo than the probe %s by its label",
                    pair.mate(),
                    pair.label() == Label.SAME ? "no other" : "another",
                    pair.probe());
        }
    }

    private static void ranks(Line line, SubjectId subject, Found found, long gallery, Findings findings) {
        if ((found.trueRank() == 1) != found.rank1().equals(subject)) {
            findings.mismatch(
                    FILE,
                    line.number(),
                    "true_rank",
                    "%d with %s at rank 1, expected 1 just where that is the subject %s",
                    found.trueRank(),
                    found.rank1(),
                    subject);
        }
        boolean targetFirst = found.target().filter(found.rank1()::equals).isPresent();
        if (found.targetRank().isPresent() && (found.targetRank().getAsInt() == 1) != targetFirst) {
            findings.mismatch(
                    FILE,
                    line.number(),
                    "target_rank",
                    "%d with %s at rank 1, expected 1 just where that is the target %s",
                    found.targetRank().getAsInt(),
                    found.rank1(),
                    found.target().map(SubjectId::value).orElse("-"));
        }
        outside(line, "true_rank", found.trueRank(), gallery, findings);
        found.targetRank().ifPresent(rank -> outside(line, "target_rank", rank, gallery, findings));
    }

    private static void outside(Line line, String column, int rank, long gallery, Findings findings) {
        if (rank < 1 || rank > gallery) {
            findings.mismatch(
                    FILE, line.number(), column, "%d, expected 1 to %d, the photos of the gallery", rank, gallery);
        }
    }

    private static long gallery(Evidence evidence) {
        return evidence.info().protocol() instanceof RecognitionSizes roles
                ? (long) roles.mates() + roles.targetGallery() + roles.distractors()
                : 0;
    }

    private static Map<String, String> byModel(List<Impostors> calibrations) {
        Map<String, String> byModel = new TreeMap<>();
        calibrations.forEach(impostors -> byModel.put(impostors.recognizer(), impostors.calibration()));
        return byModel;
    }

    /** A trial names the impostors of whoever judged it. */
    private static void calibration(
            RecognitionPlan plan, Map<String, String> byJudge, Cell cell, Line line, Findings findings) {
        String judge = plan.calibrated(cell, byJudge.keySet());
        String named = line.recorded().calibration().orElse("-");
        String expected = byJudge.getOrDefault(judge, "-");
        if (!named.equals(expected)) {
            findings.mismatch(
                    FILE,
                    line.number(),
                    "calibration",
                    "\"%s\", expected \"%s\", the impostors of %s in calibration.csv",
                    named,
                    expected,
                    judge);
        }
    }

    private static <T> T mostCommon(List<T> values) {
        Map<T, Integer> counts = new LinkedHashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        T best = values.get(0);
        for (T value : counts.keySet()) {
            best = counts.get(value) > counts.get(best) ? value : best;
        }
        return best;
    }
}
