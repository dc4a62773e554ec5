package dev.visor.harness.cost;

import dev.visor.attack.Countermeasure;
import dev.visor.core.Alignment;
import dev.visor.core.Digest;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.recognition.PlannedPhotos;
import dev.visor.result.Timing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The units of a suite that recognizes: clean photos first, then each protection. */
record RecognitionUnits(ResolvedSuite suite, List<PlannedPhotos> splits, Units units) {

    private static final int EMBED_BLOCK = 64;

    WorkPlan plan(Shard shard) {
        List<WorkPlan.Part> parts = new ArrayList<>();
        List<WorkUnit> clean = new ArrayList<>();
        long first = suite.seeds().get(0);
        for (boolean mirrored : List.of(false, true)) {
            List<FacePhoto> needed = List.copyOf(PlannedPhotos.clean(splits, mirrored));
            if (!mirrored) {
                clean.addAll(locate(needed, "clean photos", first));
            }
            for (String model : mirrored ? suite.suite().models() : suite.judges()) {
                clean.addAll(embed(
                        model,
                        needed,
                        mirrored ? "mirrored photos" : "clean photos",
                        Digest.builder("clean").add("mirrored", mirrored).build(),
                        first));
            }
        }
        long judgesNone = shard.cells(suite).stream()
                .filter(cell -> suite.recognitionAttacks(false).stream()
                        .anyMatch(attack -> attack.id().equals(cell.attack())))
                .filter(cell -> cell.seed() == first)
                .count();
        parts.add(new WorkPlan.Part(WorkPlan.Part.CLEAN, (int) judgesNone, clean, 1));
        for (long seed : suite.seeds()) {
            for (Protection protection : shard.protections(suite)) {
                parts.add(new WorkPlan.Part(
                        protection.label(), suite.cells(protection, seed).size(), protection(protection, seed), 1));
            }
        }
        return new WorkPlan(parts);
    }

    private List<WorkUnit> protection(Protection protection, long seed) {
        if (PlannedPhotos.bySplit(protection)) {
            return splits.stream()
                    .flatMap(split -> {
                        Protocol limited = split.limited(protection);
                        return protection(protection, seed, learners(limited), split.wanted(limited)).stream();
                    })
                    .toList();
        }
        Set<FacePhoto> wanted = new LinkedHashSet<>();
        splits.forEach(split -> wanted.addAll(split.wanted(split.limited(protection))));
        return protection(protection, seed, Map.of(), List.copyOf(wanted));
    }

    /** Returns the units of photos that are protected together, and of learning from others of the same people. */
    private List<WorkUnit> protection(
            Protection protection, long seed, Map<String, List<FacePhoto>> learners, List<FacePhoto> wanted) {
        List<WorkUnit> work = new ArrayList<>();
        Digest made = Digest.builder("protection")
                .add("defense", protection.defense().digest())
                .add(
                        "surrogates",
                        protection.surrogates().stream()
                                .map(card -> card.sha256().hex())
                                .toList())
                .add("crop", suite.crop(protection).digest())
                .build();
        learners.forEach((person, learning) -> work.add(units.unit(
                Timing.LEARN,
                protection.label(),
                protection.label() + " for " + person,
                key("learning", made, learning),
                learning.size(),
                seed,
                files(protection))));
        for (List<FacePhoto> block : blocks(wanted, Protector.BATCH)) {
            work.add(units.unit(
                    Timing.PROTECT,
                    protection.label(),
                    protection.label(),
                    key("protected", made, block),
                    block.size(),
                    seed,
                    files(protection)));
        }
        for (Alignment alignment : suite.suite().alignments()) {
            if (alignment == Alignment.PHOTO) {
                work.addAll(locate(wanted, protection.label(), seed));
            }
            for (Entry<Countermeasure> countermeasure : suite.countermeasures(protection)) {
                Digest shared = Digest.builder("shared")
                        .add("protection", made)
                        .add("alignment", alignment.word())
                        .add("countermeasure", countermeasure.digest())
                        .build();
                String what = "%s, alignment %s, countermeasure %s"
                        .formatted(protection.label(), alignment.word(), countermeasure.id());
                suite.models(countermeasure)
                        .forEach(model ->
                                work.addAll(embed(suite.judge(countermeasure, model), wanted, what, shared, seed)));
            }
        }
        return work;
    }

    private static Map<String, List<FacePhoto>> learners(Protocol limited) {
        Map<String, List<FacePhoto>> learners = new TreeMap<>();
        limited.learning()
                .forEach(photo -> learners.computeIfAbsent(photo.subject().value(), person -> new ArrayList<>())
                        .add(photo));
        return learners;
    }

    private List<WorkUnit> locate(Collection<FacePhoto> wanted, String what, long seed) {
        String detector = suite.suite().detector();
        List<FacePhoto> looked =
                wanted.stream().filter(photo -> photo.landmarks().isEmpty()).toList();
        return detector.equals("landmarks")
                ? List.of()
                : blocks(looked, EMBED_BLOCK).stream()
                        .map(block -> units.unit(
                                Timing.LOCATE,
                                detector,
                                what,
                                key("located", Digest.of(detector), block),
                                block.size(),
                                seed,
                                List.of(suite.dataset().id())))
                        .toList();
    }

    private List<WorkUnit> embed(String judge, List<FacePhoto> wanted, String what, Digest shared, long seed) {
        Digest seen = Digest.builder("seen")
                .add("photos", shared)
                .add("recognizer", suite.recognizers().get(judge).digest())
                .build();
        return blocks(wanted, EMBED_BLOCK).stream()
                .map(block -> units.unit(
                        Timing.EMBED,
                        judge,
                        what,
                        key("embedded", seen, block),
                        block.size(),
                        seed,
                        List.of(judge, suite.dataset().id())))
                .toList();
    }

    private Digest.Builder key(String word, Digest made, List<FacePhoto> block) {
        return Digest.builder(word)
                .add("made", made)
                .add("data set", suite.dataset().digest())
                .add("photos", block.stream().map(photo -> photo.id().value()).toList());
    }

    private List<String> files(Protection protection) {
        return Stream.concat(
                        protection.surrogateIds().stream(),
                        Stream.of(suite.dataset().id()))
                .toList();
    }

    private static List<List<FacePhoto>> blocks(List<FacePhoto> photos, int size) {
        List<List<FacePhoto>> blocks = new ArrayList<>();
        for (int start = 0; start < photos.size(); start += size) {
            blocks.add(photos.subList(start, Math.min(start + size, photos.size())));
        }
        return blocks;
    }
}
