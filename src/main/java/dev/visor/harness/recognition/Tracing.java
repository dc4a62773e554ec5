package dev.visor.harness.recognition;

import dev.visor.core.Alignment;
import dev.visor.core.OwnerRule;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Surrogates;
import dev.visor.defense.TracedDefense;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.Traces;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.metric.evaluation.TraceMetrics;
import dev.visor.result.entry.TracedFace;
import dev.visor.result.entry.TracedFace.Read;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the names that photos carry, after each countermeasure, and looks for their owners among registered people.
 *
 * <p>Registered are the people whose photos are protected, and as many others, of whom there are no photos, as the defense says. Two controls go
 * along: originals, which carry no name, and a codeword that was drawn for nobody.
 */
final class Tracing {

    private final String dataset;
    private final RecognitionPipeline pipeline;
    private final Compute compute;
    private final List<TracedFace> faces = new ArrayList<>();
    private boolean traced;

    Tracing(String dataset, RecognitionPipeline pipeline, Compute compute) {
        this.dataset = dataset;
        this.pipeline = pipeline;
        this.compute = compute;
    }

    /**
     * Reads the photos of a protection after a countermeasure.
     *
     * @param shared as a tracker comes by them
     * @param photos by their originals
     * @return nothing for a defense whose photos carry no names, or a countermeasure that leaves faces as they are
     */
    List<MetricValue> read(
            Protection protection,
            long seed,
            Alignment alignment,
            PreparedCountermeasure prepared,
            Protector protector,
            SharedPhotos shared,
            Map<PhotoId, ProtectionResult> photos) {
        Optional<TracedDefense> reader = Traces.reader(protector.defense());
        if (reader.isEmpty() || !Traces.readAfter(prepared.countermeasure())) {
            return List.of();
        }
        traced = true;
        Registry registry = new Registry(reader.get(), photos.values());
        List<TracedFace> read = new ArrayList<>();
        Map<PhotoId, AlignedFace> after =
                pipeline.purified(prepared, shared, protector.recipe().crop());
        Map<PhotoId, AlignedFace> originals = new LinkedHashMap<>();
        photos.forEach((id, photo) -> {
            if (photo instanceof Done done) {
                originals.put(id, prepared.purifier().purified(new AlignedFace.Face(done.original())));
            }
        });
        for (boolean own : List.of(true, false)) {
            Map<PhotoId, boolean[]> bits = registry.bits(own ? after : originals);
            photos.forEach((id, photo) -> read.add(new TracedFace(
                    protection.defense().id(),
                    protection.surrogateIds(),
                    dataset,
                    seed,
                    alignment.word(),
                    prepared.countermeasure().id(),
                    id,
                    photo.source().subject(),
                    own ? TracedFace.OWN : TracedFace.UNMARKED,
                    registry.rule.bits(),
                    registry.read(
                            Optional.ofNullable(bits.get(id)), photo.source().subject()))));
        }
        faces.addAll(read);
        return TraceMetrics.of(
                protection.cell(dataset, seed),
                alignment,
                prepared.countermeasure().id(),
                read.stream().map(Tracing::judged).toList());
    }

    private static TraceMetrics.Face judged(TracedFace face) {
        double bits = face.bits();
        return new TraceMetrics.Face(
                face.subject(),
                face.mark().equals(TracedFace.OWN),
                face.read().map(read -> 1 - read.wrong() / bits).orElse(0.),
                face.read().map(read -> 1 - read.wrongRandom() / bits).orElse(0.),
                face.read().isPresent(),
                face.read().map(read -> read.owner().equals(TracedFace.SUBJECT)).orElse(false),
                face.read().map(read -> read.owner().equals(TracedFace.ANOTHER)).orElse(false),
                face.read()
                        .map(read -> read.ownerUnregistered().equals(TracedFace.ANOTHER))
                        .orElse(false));
    }

    /** Writes what was read; nothing in a run without such a defense. */
    void write(Path directory) {
        if (traced) {
            TracedFace.write(directory, faces);
        }
    }

    /** The registered people and their codewords. */
    private final class Registry {

        private final TracedDefense reader;
        private final OwnerRule rule;
        private final Map<SubjectId, boolean[]> words = new LinkedHashMap<>();

        Registry(TracedDefense reader, Iterable<ProtectionResult> photos) {
            this.reader = reader;
            photos.forEach(photo -> add(photo.source().subject()));
            for (int i = 1; words.size() < reader.registered(); i++) {
                add(new SubjectId("registered " + i));
            }
            this.rule = OwnerRule.of(words.values().iterator().next().length, words.size(), reader.falseOwners());
        }

        private void add(SubjectId person) {
            words.computeIfAbsent(person, reader::codeword);
        }

        /** Reads all faces that there are. */
        Map<PhotoId, boolean[]> bits(Map<PhotoId, AlignedFace> cuts) {
            Map<PhotoId, FaceImage> found = new LinkedHashMap<>();
            cuts.forEach((id, cut) -> {
                if (cut instanceof AlignedFace.Face face) {
                    found.put(id, face.face());
                }
            });
            Iterator<boolean[]> read = reader.read(List.copyOf(found.values()), new Surrogates(List.of(), compute))
                    .iterator();
            Map<PhotoId, boolean[]> bits = new LinkedHashMap<>();
            found.keySet().forEach(id -> bits.put(id, read.next()));
            return bits;
        }

        Optional<Read> read(Optional<boolean[]> word, SubjectId subject) {
            return word.map(bits -> new Read(
                    OwnerRule.distance(bits, words.get(subject)),
                    OwnerRule.distance(bits, reader.codeword(new SubjectId("nobody, drawn beside " + subject.value()))),
                    owner(bits, Optional.empty())
                            .map(one -> one.equals(subject) ? TracedFace.SUBJECT : TracedFace.ANOTHER)
                            .orElse(TracedFace.NOBODY),
                    owner(bits, Optional.of(subject))
                            .map(one -> TracedFace.ANOTHER)
                            .orElse(TracedFace.NOBODY)));
        }

        /** Returns the person whose codeword is the nearest, within the radius; of several as near, the first registered. */
        private Optional<SubjectId> owner(boolean[] bits, Optional<SubjectId> without) {
            Optional<SubjectId> nearest = Optional.empty();
            int least = rule.radius() + 1;
            for (Map.Entry<SubjectId, boolean[]> person : words.entrySet()) {
                int distance = OwnerRule.distance(bits, person.getValue());
                if (distance < least && !without.filter(person.getKey()::equals).isPresent()) {
                    least = distance;
                    nearest = Optional.of(person.getKey());
                }
            }
            return nearest;
        }
    }
}
