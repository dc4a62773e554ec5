package dev.visor.harness.inversion;

import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.zoo.OwnAccuracy;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.Embedding;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.inversion.Jury.JudgedReconstruction;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.training.TrainedRecognizer;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Has judged what became of a target: what it says itself, and whom the judges, or the teacher, see in what an attack made of it. */
final class InversionJudging {

    private final ResolvedInversion suite;
    private final InversionRoles roles;
    private final InversionFaces faces;
    private final Zoo zoo;
    private final AttackRunner inversions;
    private final Jury jury;
    private final Compute compute;

    /** @param jury with all real photos enrolled */
    InversionJudging(
            ResolvedInversion suite,
            InversionPhotos photos,
            Zoo zoo,
            AttackRunner inversions,
            Jury jury,
            Compute compute) {
        this.suite = suite;
        this.roles = photos.roles();
        this.faces = photos.faces();
        this.zoo = zoo;
        this.inversions = inversions;
        this.jury = jury;
        this.compute = compute;
    }

    /** All trials of an attack on a target, by the cells of the plan, in their order. */
    Map<Cell, List<Trial>> of(TrainedTargetModel target, Entry<TrainingSideAttack> attack) {
        AttackOutput inverted = inversions.invert(attack, target, false);
        return attack.plugin() instanceof LinkageAttack
                ? links(target, attack, inverted)
                : reconstructions(target, attack, inverted);
    }

    /** The recognizer's own work; beside the control, the judges' too. */
    Map<Cell, List<Trial>> ownAccuracy(TrainedTargetModel target) {
        Map<Cell, List<Trial>> all = new LinkedHashMap<>();
        for (String judge : suite.utilityJudges(target.defense())) {
            Cell cell = suite.utilityCell(target.defense(), judge, target.seed());
            List<Trial> trials = new ArrayList<>();
            if (judge.equals(suite.suite().modelId())) {
                try (TrainedRecognizer recognizer = target.load(target.masking(compute), compute)) {
                    List<FaceImage> shown = faces.of(roles.tests());
                    trials.addAll(OwnAccuracy.answers(cell, roles.tests(), recognizer.answers(shown), roles.people()));
                    Map<PhotoId, Acquired> embedded = new LinkedHashMap<>();
                    List<FacePhoto> heldOut = roles.heldOut();
                    List<Embedding> embeddings = recognizer.embed(faces.of(heldOut));
                    IntStream.range(0, heldOut.size())
                            .forEach(i -> embedded.put(heldOut.get(i).id(), new Acquired.Embedded(embeddings.get(i))));
                    trials.addAll(OwnAccuracy.pairs(cell, roles.pairs(), photo -> embedded.get(photo.id())));
                }
            } else {
                trials.addAll(jury.ownErrors(cell));
                trials.addAll(
                        OwnAccuracy.pairs(cell, roles.pairs(), photo -> new Acquired.Embedded(jury.of(judge, photo))));
            }
            all.put(cell, trials);
        }
        return all;
    }

    private Map<Cell, List<Trial>> reconstructions(
            TrainedTargetModel target, Entry<TrainingSideAttack> attack, AttackOutput inverted) {
        List<JudgedReconstruction> reconstructions = judgedReconstructions(inverted.faces());
        Map<PhotoId, FaceImage> shown = shown(reconstructions, inverted.faces());
        List<JudgedReconstruction> blank = new ArrayList<>();
        if (suite.hasBaseline(attack, target.defense())) {
            List<Reconstruction> made = inversions.invert(attack, target, true).faces();
            blank.addAll(judgedReconstructions(made, "baseline-"));
            shown.putAll(shown(blank, made));
        }
        List<Recognizer> judges = suite.suite().jury().stream().map(zoo::named).toList();
        String stage = "judges see %s against %s"
                .formatted(attack.id(), target.defense().id());
        Map<String, Map<PhotoId, Embedding>> seen = jury.embed(judges, shown, stage);
        Map<Cell, List<Trial>> all = new LinkedHashMap<>();
        for (String judge : suite.judges(attack)) {
            Cell cell = suite.cell(target.defense(), attack, judge, target.seed());
            List<Trial> trials = new ArrayList<>();
            trials.addAll(jury.judge(cell, Pairing.RECONSTRUCTED_CLEAN, reconstructions, seen.get(judge)));
            trials.addAll(jury.control(cell, reconstructions, seen.get(judge)));
            trials.addAll(jury.judge(cell, Pairing.BASELINE_CLEAN, blank, seen.get(judge)));
            all.put(cell, trials);
        }
        return all;
    }

    private Map<Cell, List<Trial>> links(
            TrainedTargetModel target, Entry<TrainingSideAttack> attack, AttackOutput inverted) {
        List<JudgedReconstruction> reconstructions = new ArrayList<>();
        Map<PhotoId, Embedding> links = new LinkedHashMap<>();
        var wanted = inversions.wanted(attack.plugin().access());
        for (int i = 0; i < wanted.size(); i++) {
            PhotoId probe = probe(wanted.get(i).person(), i, "");
            reconstructions.add(new JudgedReconstruction(
                    probe, wanted.get(i).person(), wanted.get(i).photo()));
            links.put(probe, inverted.links().get(i));
        }
        Map<Cell, List<Trial>> all = new LinkedHashMap<>();
        for (String judge : suite.judges(attack)) {
            Cell cell = suite.cell(target.defense(), attack, judge, target.seed());
            List<Trial> trials = new ArrayList<>();
            trials.addAll(jury.judge(cell, Pairing.RECONSTRUCTED_CLEAN, reconstructions, links));
            trials.addAll(jury.control(cell, reconstructions, links));
            all.put(cell, trials);
        }
        return all;
    }

    /** Returns reconstructions as judges get them, in their order. */
    List<JudgedReconstruction> judgedReconstructions(List<Reconstruction> made) {
        return judgedReconstructions(made, "");
    }

    private List<JudgedReconstruction> judgedReconstructions(List<Reconstruction> made, String prefix) {
        return IntStream.range(0, made.size())
                .mapToObj(i -> new JudgedReconstruction(
                        probe(made.get(i).person(), i, prefix),
                        made.get(i).person(),
                        made.get(i).photo()))
                .toList();
    }

    private PhotoId probe(int person, int number, String prefix) {
        return new PhotoId(
                String.format(Locale.ROOT, "%s%s#%d", prefix, roles.people().get(person), number));
    }

    private Map<PhotoId, FaceImage> shown(List<JudgedReconstruction> reconstructions, List<Reconstruction> made) {
        Map<PhotoId, FaceImage> shown = new LinkedHashMap<>();
        for (int i = 0; i < made.size(); i++) {
            shown.put(reconstructions.get(i).probe(), faces.toned(made.get(i).face()));
        }
        return shown;
    }
}
