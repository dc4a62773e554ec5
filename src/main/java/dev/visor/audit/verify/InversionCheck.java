package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.InversionPlan;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Label;
import dev.visor.result.RecordFile;
import dev.visor.result.RolePlayed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what the tables of a run that inverts say of each other: the cells of the plan; people of different roles
 * disjoint; every photo that a reconstruction is compared with in its role; ranks that agree; every judge asked the
 * same.
 */
final class InversionCheck implements Check {

    private static final String PRIVATE = "private";
    private static final String STOP = "private-stop";
    private static final String TEST = "private-test";

    @Override
    public void of(Evidence evidence, Findings findings) {
        InversionPlan plan = new InversionPlan(evidence.info());
        evidence.plan().shard().ifPresent(word -> PlanCheck.tellOfShard(word, findings));
        evidence.cells().ifPresent(cells -> cells(cells, plan.cells(), findings));
        evidence.roles().ifPresent(roles -> roles(roles, evidence, findings));
    }

    private static void roles(List<RolePlayed> roles, Evidence evidence, Findings findings) {
        disjoint(roles, findings);
        Map<PhotoId, RolePlayed> byPhoto = new HashMap<>();
        roles.forEach(role -> byPhoto.put(role.photo(), role));
        long people = roles.stream()
                .filter(role -> role.role().equals(PRIVATE))
                .map(RolePlayed::subject)
                .distinct()
                .count();
        evidence.trials().ifPresent(trials -> {
            trials.forEach((cell, lines) -> lines.forEach(line -> trial(line, byPhoto, people, findings)));
            sameQuestions(trials, findings);
        });
    }

    private static void cells(List<Cell> recorded, Set<Cell> planned, Findings findings) {
        Set<Cell> missing = new LinkedHashSet<>(planned);
        for (int i = 0; i < recorded.size(); i++) {
            if (!missing.remove(recorded.get(i))) {
                findings.mismatch(
                        String.format(Locale.ROOT, "%s line %d", RecordFile.CELLS.word(), i + 2),
                        "%s is not in the plan of run.json",
                        recorded.get(i).id());
            }
        }
        missing.forEach(cell -> findings.mismatch(
                RecordFile.CELLS.word(), "%s is missing, which the plan of run.json holds", cell.id()));
        findings.recomputed("cells", planned.size());
    }

    /** Test photos, and those that tell when to stop, are of private people; nobody else plays two roles. */
    private static void disjoint(List<RolePlayed> roles, Findings findings) {
        Map<String, String> played = new HashMap<>();
        Set<PhotoId> trained = roles.stream()
                .filter(role -> role.role().equals(PRIVATE))
                .map(RolePlayed::photo)
                .collect(Collectors.toSet());
        for (RolePlayed role : roles) {
            boolean aside = role.role().equals(TEST) || role.role().equals(STOP);
            String kind = aside ? PRIVATE : role.role();
            String other = played.putIfAbsent(role.dataset() + "/" + role.subject(), kind);
            if (other != null && !other.equals(kind)) {
                findings.mismatch(RecordFile.ROLES.word(), "%s is %s and %s", role.subject(), other, role.role());
            }
            if (aside && trained.contains(role.photo())) {
                findings.mismatch(RecordFile.ROLES.word(), "photo %s is %s and %s", role.photo(), PRIVATE, role.role());
            }
        }
        findings.recomputed("roles", roles.size());
    }

    private static void trial(Line line, Map<PhotoId, RolePlayed> roles, long people, Findings findings) {
        if (line.trial() instanceof Trial.Identification search) {
            search.found().ifPresent(found -> ranks(line, search.subject(), found, people, findings));
        } else if (line.trial() instanceof Trial.Verification pair
                && pair.pairing().ofInversion()) {
            mate(line, pair, roles, findings);
        }
    }

    /** Reconstructions are held against trained photos and against tests, each by its label. */
    private static void mate(Line line, Trial.Verification pair, Map<PhotoId, RolePlayed> roles, Findings findings) {
        String expected = pair.label() == Label.SAME ? PRIVATE : TEST;
        RolePlayed mate = roles.get(pair.mate());
        if (mate == null || !mate.role().equals(expected) || !mate.subject().equals(pair.mateSubject())) {
            findings.mismatch(
                    RecordFile.TRIALS,
                    line.number(),
                    "mate",
                    "\"%s\" of %s, expected a photo of role %s as in roles.csv",
                    pair.mate(),
                    pair.mateSubject(),
                    expected);
        }
        if (!pair.subject().equals(pair.mateSubject())) {
            findings.mismatch(
                    RecordFile.TRIALS,
                    line.number(),
                    "mate_subject",
                    "\"%s\", expected %s, whom it is meant to show",
                    pair.mateSubject(),
                    pair.subject());
        }
    }

    private static void ranks(Line line, SubjectId subject, Found found, long people, Findings findings) {
        if ((found.trueRank() == 1) != found.rank1().equals(subject)) {
            findings.mismatch(
                    RecordFile.TRIALS,
                    line.number(),
                    "true_rank",
                    "%d with %s at rank 1, expected 1 just where that is the subject %s",
                    found.trueRank(),
                    found.rank1(),
                    subject);
        }
        // A stranger who is looked for is enrolled beside all people.
        if (found.trueRank() < 1 || found.trueRank() > people + 1) {
            findings.mismatch(
                    RecordFile.TRIALS,
                    line.number(),
                    "true_rank",
                    "%d, expected 1 to %d, the people of the gallery",
                    found.trueRank(),
                    people + 1);
        }
    }

    /** Judges of one attack on one defense are asked the same. */
    private static void sameQuestions(Map<Cell, List<Line>> trials, Findings findings) {
        Map<List<Object>, Set<List<String>>> asked = new LinkedHashMap<>();
        trials.forEach((cell, lines) -> {
            if (cell.attackerAccess() != AttackerAccess.NONE) {
                asked.computeIfAbsent(List.of(cell.defense(), cell.attack(), cell.seed()), key -> new HashSet<>())
                        .add(onlyOnce(cell, lines, findings));
            }
        });
        asked.forEach((key, questions) -> {
            if (questions.size() > 1) {
                findings.mismatch(RecordFile.TRIALS.word(), "the judges of %s were not asked the same", key);
            }
        });
    }

    /** Checks that no question is asked twice, which may hide that another was left out. */
    private static List<String> onlyOnce(Cell cell, List<Line> lines, Findings findings) {
        List<String> questions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            String question = question(line);
            questions.add(question);
            if (!seen.add(question)) {
                findings.mismatch(
                        String.format(Locale.ROOT, "%s line %d", RecordFile.TRIALS.word(), line.number()),
                        "asks %s of %s a second time",
                        question,
                        cell.id());
            }
        }
        return questions;
    }

    /** The nearest of several photos is a judge's own matter. */
    private static String question(Line line) {
        Trial trial = line.trial();
        String kind = trial instanceof Trial.Verification pair
                ? pair.label().word() + (pair.label() == Label.SAME ? "" : " " + pair.mate())
                : "search";
        return String.join(
                " ",
                trial.pairing().word(),
                kind,
                trial.probe().value(),
                trial.subject().value());
    }
}
