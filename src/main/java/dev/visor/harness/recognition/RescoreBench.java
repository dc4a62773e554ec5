package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Faces;
import dev.visor.attack.KeyedRemoval;
import dev.visor.attack.PersonPurification;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Splits;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.recognition.PreparedCountermeasure.Judge;
import dev.visor.result.RunRecord;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that it takes to judge a recognition record's trials again, and what has been protected so far. */
final class RescoreBench {

    private final ResolvedSuite suite;
    private final Splits splits;
    private final RunRecord record;
    private final Zoo zoo;
    private final List<RecognitionPipeline> pipelines;
    private final Progress progress;
    private final Map<String, ProtectedSplits.Split> made = new HashMap<>();

    /** Thresholds by the judge that they are for. */
    private final Map<String, List<Threshold>> thresholds = new HashMap<>();

    /** @param pipelines one for each split */
    RescoreBench(
            ResolvedSuite suite,
            Splits splits,
            RunRecord record,
            Zoo zoo,
            List<RecognitionPipeline> pipelines,
            Progress progress) {
        this.suite = suite;
        this.splits = splits;
        this.record = record;
        this.zoo = zoo;
        this.pipelines = List.copyOf(pipelines);
        this.progress = progress;
    }

    /** Judges trials of a cell whose probes are looked up in that split. */
    List<Rescored> again(Cell cell, int split, List<Trial> trials) {
        RecognitionAttack attack = pipelines.get(split).attack(cell);
        Faces faces = faces(cell, split, trials, attack);
        return trials.stream()
                .map(trial -> Rescored.of(trial, again(cell, split, trial, attack, faces)))
                .toList();
    }

    /** The one trial among those of its probe. */
    private Optional<Trial> again(Cell cell, int split, Trial trial, RecognitionAttack attack, Faces faces) {
        List<Trial> made = new ArrayList<>();
        attack.run(new RecognitionTask(cell, only(split, trial), thresholds(cell)), faces, made::add);
        return made.stream().filter(one -> Rescored.asksTheSame(one, trial)).findFirst();
    }

    /** The thresholds of the cell's judge, from the impostors that the record tells. */
    private List<Threshold> thresholds(Cell cell) {
        return thresholds.computeIfAbsent(
                PreparedCountermeasure.id(suite.countermeasure(cell), cell.judge()),
                judge -> record.calibration().stream()
                        .filter(impostors -> impostors.recognizer().equals(judge))
                        .flatMap(impostors -> suite.suite().fars().stream()
                                .map(far -> Calibration.atFarOfFew(far, impostors.similarities())))
                        .toList());
    }

    /** The protocol as if nobody but that trial's probe, or pair, were asked about; the gallery stays as it is. */
    private Protocol only(int split, Trial trial) {
        Protocol protocol = splits.protocols().get(split);
        boolean paired = trial instanceof Trial.Verification pair && pair.fold().isPresent();
        return new Protocol(
                paired
                        ? List.of()
                        : protocol.probes().stream()
                                .filter(photo -> photo.id().equals(trial.probe()))
                                .toList(),
                protocol.mates(),
                protocol.learning(),
                protocol.targets(),
                protocol.targetGallery(),
                protocol.distractors(),
                protocol.impostors(),
                protocol.training(),
                paired
                        ? protocol.pairs().stream()
                                .filter(p -> p.first().id().equals(trial.probe())
                                        && p.second().id().equals(((Trial.Verification) trial).mate()))
                                .toList()
                        : List.of());
    }

    private Faces faces(Cell cell, int split, List<Trial> trials, RecognitionAttack attack) {
        RecognitionPipeline pipeline = pipelines.get(split);
        Set<FacePhoto> originals = new LinkedHashSet<>();
        Set<FacePhoto> protectedPhotos = new LinkedHashSet<>();
        for (Trial trial : trials) {
            originals.addAll(attack.originals(only(split, trial)));
            protectedPhotos.addAll(attack.protectedPhotos(only(split, trial)));
        }
        Entry<Countermeasure> countermeasure = suite.countermeasure(cell);
        String id = suite.judge(countermeasure, cell.model());
        Judge judge = new Judge(id, zoo.named(id));
        String stage = "embedding again, " + id;
        Map<PhotoId, Acquired> clean = (attack.mirrored()
                        ? pipeline.embed(List.of(judge.recognizer()), originals, true, stage)
                        : pipeline.embed(
                                List.of(judge.recognizer()),
                                originals,
                                countermeasure.plugin().look(),
                                stage))
                .get(id);
        Map<PhotoId, Acquired> seen = new HashMap<>();
        protectedPhotos.forEach(photo -> seen.put(photo.id(), new Acquired.Missed(Acquired.Reason.FAILED)));
        if (!protectedPhotos.isEmpty()) {
            Map<PhotoId, ProtectionResult> mine =
                    new LinkedHashMap<>(shared(cell, split).shared());
            // A countermeasure may look at other photos of the person.
            boolean ofPersons = countermeasure.plugin() instanceof PersonPurification;
            Set<Object> kept = protectedPhotos.stream()
                    .map(photo -> ofPersons ? photo.subject() : photo.id())
                    .collect(Collectors.toSet());
            mine.values()
                    .removeIf(photo -> !kept.contains(
                            ofPersons
                                    ? photo.source().subject()
                                    : photo.source().id()));
            PreparedCountermeasure prepared =
                    PreparedCountermeasure.ofOne(countermeasure, new Seed(cell.seed()), cell.model(), judge);
            SharedPhotos asked = countermeasure.plugin() instanceof KeyedRemoval removal
                    ? pipeline.share(
                            shared(cell, split).protector().removal().of(mine.values(), removal.key(), progress),
                            cell.alignment())
                    : pipeline.share(mine, cell.alignment());
            seen.putAll(pipeline.embed(prepared, asked, crop -> stage).get(cell.model()));
        }
        return new SeenFaces(clean, seen, Map.of());
    }

    private Protection protection(Cell cell) {
        return suite.protections().stream()
                .filter(p -> p.defense().id().equals(cell.defense())
                        && p.surrogateIds().equals(cell.surrogates()))
                .findFirst()
                .orElseThrow();
    }

    /** Returns everything that the run had this defense protect in a split, in the same order. */
    private ProtectedSplits.Split shared(Cell cell, int split) {
        Protection protection = protection(cell);
        return made.computeIfAbsent(
                protection.label() + "/" + cell.seed() + "/" + split,
                word -> ProtectedSplits.one(
                        pipelines, PlannedPhotos.of(suite, splits), protection, cell.seed(), split));
    }
}
