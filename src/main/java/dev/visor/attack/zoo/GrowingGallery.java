package dev.visor.attack.zoo;

import dev.visor.attack.Faces;
import dev.visor.attack.Mates;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A tracker who enrolls what he recognizes: of each subject he has one clean photo, and goes again and again through photos of everybody, protected and
 * clean; each that is similar enough to one of his own joins it.
 *
 * <p>After DynTracker (CCS 2025, arXiv 2501.06533), written from its abstract. The threshold is the one of the lowest FAR of the suite. Probes are
 * looked up after every round and never join, so that they measure what was learned from other photos. The order in which photos come is drawn from
 * the seed. Round 0 is the gallery that does not grow.
 */
public final class GrowingGallery implements RecognitionAttack {

    private final Params params;

    /** A choice of the photos that join. */
    public enum Policy {
        /** Accepted photos join. */
        ACCEPTED,
        /** Photos drawn at random join, as many as would be accepted: a control, which tells what is due to the mere number. */
        RANDOM
    }

    /**
     * Settings.
     *
     * @param policy of joining
     * @param rounds in which he goes through all photos, from 1
     */
    public record Params(Policy policy, int rounds) {

        public Params {
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
            }
        }
    }

    public GrowingGallery(Params params) {
        this.params = params;
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.OBLIVIOUS;
    }

    @Override
    public List<FacePhoto> originals(Protocol protocol) {
        return Stream.concat(protocol.mates().stream(), protocol.distractors().stream())
                .toList();
    }

    @Override
    public List<FacePhoto> protectedPhotos(Protocol protocol) {
        return Stream.of(protocol.probes(), protocol.mates(), protocol.learning())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public long trials(Protocol protocol) {
        Mates mates = Mates.of(protocol);
        long tracked = protocol.probes().stream()
                .filter(probe -> mates.first(probe).isPresent())
                .count();
        return tracked * (params.rounds() + 1);
    }

    /** A photo that the tracker comes by. */
    private record SeenPhoto(FacePhoto photo, Embedded face) {}

    @Override
    public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {
        Protocol protocol = task.protocol();
        Threshold threshold = task.strictest()
                .orElseThrow(() -> new InputError(
                        "attack %s accepts by a calibrated threshold, and the suite calibrates none; set impostors and fars"
                                .formatted(task.cell().attack())));
        Mates mates = Mates.of(protocol);
        Map<SubjectId, List<FacePhoto>> probes = new LinkedHashMap<>();
        protocol.probes().stream()
                .filter(probe -> mates.first(probe).isPresent())
                .forEach(probe -> probes.computeIfAbsent(probe.subject(), subject -> new ArrayList<>())
                        .add(probe));
        List<SeenPhoto> published = new ArrayList<>();
        Stream.concat(protocol.mates().stream(), protocol.learning().stream())
                .forEach(photo -> see(photo, faces.protectedPhoto(photo.id()), published));
        protocol.distractors().forEach(photo -> see(photo, faces.original(photo.id()), published));
        probes.forEach((subject, own) -> {
            FacePhoto first = mates.first(own.get(0)).orElseThrow();
            Gallery gallery = new Gallery(subject, first, faces.original(first.id()));
            // What is enrolled clean is not also come by protected.
            List<SeenPhoto> stream = published.stream()
                    .filter(seenPhoto -> !seenPhoto.photo().equals(first))
                    .toList();
            track(task, threshold, gallery, stream, own, faces, trials);
        });
    }

    private static void see(FacePhoto photo, Acquired face, List<SeenPhoto> seenPhotos) {
        if (face instanceof Embedded seen) {
            seenPhotos.add(new SeenPhoto(photo, seen));
        }
    }

    private void track(
            RecognitionTask task,
            Threshold threshold,
            Gallery gallery,
            List<SeenPhoto> stream,
            List<FacePhoto> probes,
            Faces faces,
            Consumer<Trial> trials) {
        RandomGenerator random =
                new Seed(task.cell().seed()).derive("stream/" + gallery.subject).generator();
        List<SeenPhoto> open = shuffled(stream, random);
        Gallery accepted = gallery.copy();
        for (int round = 0; round <= params.rounds(); round++) {
            if (round > 0) {
                int before = accepted.size();
                List<SeenPhoto> left = new ArrayList<>();
                for (SeenPhoto seenPhoto : open) {
                    if (threshold.accepts(accepted.nearest(seenPhoto.face()).similarity())) {
                        accepted.add(seenPhoto);
                    } else {
                        left.add(seenPhoto);
                    }
                }
                open = left;
                if (params.policy() == Policy.RANDOM) {
                    gallery.addAtRandom(shuffled(stream, random), accepted.size() - before);
                }
            }
            Gallery known = params.policy() == Policy.RANDOM ? gallery : accepted;
            for (FacePhoto probe : probes) {
                trials.accept(known.compare(task, probe, faces.protectedPhoto(probe.id()), round));
            }
        }
    }

    private static List<SeenPhoto> shuffled(List<SeenPhoto> seenPhotos, RandomGenerator random) {
        List<SeenPhoto> shuffled = new ArrayList<>(seenPhotos);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }

    /** The images that the tracker takes for one subject's. */
    private static final class Gallery {

        private final SubjectId subject;
        private final FacePhoto first;
        private final Acquired enrolled;
        private final List<SeenPhoto> added = new ArrayList<>();

        Gallery(SubjectId subject, FacePhoto first, Acquired enrolled) {
            this.subject = subject;
            this.first = first;
            this.enrolled = enrolled;
        }

        Gallery copy() {
            return new Gallery(subject, first, enrolled);
        }

        int size() {
            return added.size();
        }

        void add(SeenPhoto seenPhoto) {
            added.add(seenPhoto);
        }

        void addAtRandom(List<SeenPhoto> candidates, int count) {
            candidates.stream()
                    .filter(seenPhoto -> !added.contains(seenPhoto))
                    .limit(count)
                    .toList()
                    .forEach(added::add);
        }

        /** The most similar image; similarity -1 where nothing could be enrolled. */
        Near nearest(Embedded face) {
            Near nearest = new Near(first, -1);
            if (enrolled instanceof Embedded seen) {
                nearest = new Near(first, face.embedding().similarity(seen.embedding()));
            }
            for (SeenPhoto seenPhoto : added) {
                double similarity = face.embedding().similarity(seenPhoto.face().embedding());
                if (similarity > nearest.similarity()) {
                    nearest = new Near(seenPhoto.photo(), similarity);
                }
            }
            return nearest;
        }

        Trial compare(RecognitionTask task, FacePhoto probe, Acquired face, int round) {
            int own = (int) added.stream()
                    .filter(seenPhoto -> seenPhoto.photo().subject().equals(subject))
                    .count();
            Near near = face instanceof Embedded seen ? nearest(seen) : new Near(first, -1);
            Outcome outcome = face instanceof Embedded && enrolled instanceof Embedded
                    ? new Outcome.Compared(near.similarity())
                    : Outcome.of(face, enrolled);
            return new Trial.Tracking(
                    task.cell(),
                    Pairing.PROTECTED_CLEAN,
                    subject,
                    probe.id(),
                    near.photo().id(),
                    round,
                    1 + own,
                    added.size() - own,
                    outcome);
        }
    }

    private record Near(FacePhoto photo, double similarity) {}
}
