package dev.visor.harness.inversion;

import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.Embedding;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Shown;
import dev.visor.harness.embedding.Embedder;
import dev.visor.recognizer.Recognizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Recognizers that took no part in any attack say whom reconstructions show.
 *
 * <p>Real photos and reconstructions go the same way: cut at the size of what was trained, then scaled up to the judge's. The gallery holds
 * photos that the target was not trained on, so that nobody is recognized by a photo that the target merely remembers.
 */
final class Jury {

    private final InversionRoles roles;
    private final InversionFaces faces;
    private final Embedder embedder;
    private final Seed seed;

    /** Real photos, by judge. */
    private final Map<String, Map<PhotoId, Embedding>> real = new HashMap<>();

    private final Map<SubjectId, List<FacePhoto>> tests;
    private final Map<SubjectId, List<FacePhoto>> strangers;

    /**
     * A face, or what stands for it, that is to be judged.
     *
     * @param person whose it is meant to be, by his number
     * @param photo the training photo that it is meant to be, by its number; empty if none in particular
     */
    record JudgedReconstruction(PhotoId probe, int person, OptionalInt photo) {}

    Jury(InversionRoles roles, InversionFaces faces, Embedder embedder, Seed seed) {
        this.roles = roles;
        this.faces = faces;
        this.embedder = embedder;
        this.seed = seed.derive("jury");
        this.tests = byPerson(roles.tests());
        this.strangers = byPerson(roles.heldOut());
    }

    private static Map<SubjectId, List<FacePhoto>> byPerson(List<FacePhoto> photos) {
        return photos.stream()
                .collect(Collectors.groupingBy(FacePhoto::subject, LinkedHashMap::new, Collectors.toList()));
    }

    /** Shows all real photos to the judges. */
    void enroll(List<Recognizer> judges) {
        List<FacePhoto> all = new ArrayList<>(roles.training());
        all.addAll(roles.tests());
        all.addAll(roles.heldOut());
        all.addAll(roles.impostors());
        Map<PhotoId, FaceImage> shown = new LinkedHashMap<>();
        all.forEach(photo -> shown.put(photo.id(), faces.of(photo)));
        embed(judges, shown, "judges see real photos").forEach(real::put);
    }

    /** Embeds faces with every judge, scaled up to its size. */
    Map<String, Map<PhotoId, Embedding>> embed(List<Recognizer> judges, Map<PhotoId, FaceImage> shown, String stage) {
        List<Embedder.Face> list = new ArrayList<>();
        shown.forEach((id, face) -> list.add(Enlargement.of(id, face)));
        Map<String, Map<PhotoId, Embedding>> embedded = new HashMap<>();
        embedder.embed(judges, list, false, stage).forEach((judge, acquired) -> {
            Map<PhotoId, Embedding> own = new HashMap<>();
            acquired.forEach((id, face) -> own.put(id, ((Acquired.Embedded) face).embedding()));
            embedded.put(judge, own);
        });
        return embedded;
    }

    /** Returns a judge's embedding of a real photo. */
    Embedding of(String judge, Shown photo) {
        return real.get(judge).get(photo.id());
    }

    /** Judges how a judge itself errs: every training photo is looked up among the tests. */
    List<Trial> ownErrors(Cell cell) {
        List<Trial> trials = new ArrayList<>();
        for (FacePhoto photo : roles.training()) {
            int person = roles.people().indexOf(photo.subject());
            trials.add(
                    search(cell, Pairing.CLEAN_CLEAN, photo.id(), of(cell.judge(), photo), person, Optional.empty()));
        }
        return trials;
    }

    /**
     * Judges reconstructions by one judge.
     *
     * @param pairing {@code RECONSTRUCTED_CLEAN} or {@code BASELINE_CLEAN}
     * @param embeddings by probe
     */
    List<Trial> judge(
            Cell cell,
            Pairing pairing,
            List<JudgedReconstruction> reconstructions,
            Map<PhotoId, Embedding> embeddings) {
        List<Trial> trials = new ArrayList<>();
        for (JudgedReconstruction reconstruction : reconstructions) {
            Embedding shown = embeddings.get(reconstruction.probe());
            trials.add(search(cell, pairing, reconstruction.probe(), shown, reconstruction.person(), Optional.empty()));
            trials.add(compare(
                    cell, pairing, reconstruction, shown, nearest(cell.judge(), reconstruction, shown), Label.SAME));
            trials.add(compare(cell, pairing, reconstruction, shown, another(reconstruction), Label.OTHER));
        }
        return trials;
    }

    /**
     * Judges the same reconstructions under wrong names, drawn evenly: any judge is at chance, so that this checks the
     * bookkeeping; and under the names of strangers, who may look like what an attack makes.
     */
    List<Trial> control(Cell cell, List<JudgedReconstruction> reconstructions, Map<PhotoId, Embedding> embeddings) {
        List<Trial> trials = new ArrayList<>();
        List<SubjectId> unknown = List.copyOf(strangers.keySet());
        for (JudgedReconstruction reconstruction : reconstructions) {
            RandomGenerator random =
                    seed.derive("control/" + reconstruction.probe()).generator();
            int people = roles.people().size();
            int wrong = (reconstruction.person() + 1 + random.nextInt(people - 1)) % people;
            Embedding shown = embeddings.get(reconstruction.probe());
            trials.add(search(cell, Pairing.MISNAMED_CLEAN, reconstruction.probe(), shown, wrong, Optional.empty()));
            JudgedReconstruction misnamed =
                    new JudgedReconstruction(reconstruction.probe(), wrong, OptionalInt.empty());
            trials.add(compare(cell, Pairing.MISNAMED_CLEAN, misnamed, shown, another(misnamed), Label.OTHER));
            SubjectId stranger = unknown.get(random.nextInt(unknown.size()));
            trials.add(search(
                    cell,
                    Pairing.STRANGER_CLEAN,
                    reconstruction.probe(),
                    shown,
                    reconstruction.person(),
                    Optional.of(stranger)));
        }
        return trials;
    }

    /** Looks a face up among all people; with a stranger, he is enrolled too, and asked for. */
    private Trial search(
            Cell cell, Pairing pairing, PhotoId probe, Embedding shown, int person, Optional<SubjectId> stranger) {
        SubjectId sought = stranger.orElse(roles.people().get(person));
        double own = stranger.map(s -> nearest(cell.judge(), shown, few(strangers.get(s))))
                .orElseGet(() -> nearest(cell.judge(), shown, tests.get(sought)));
        int rank = 1;
        double best = own;
        SubjectId first = sought;
        for (SubjectId other : roles.people()) {
            if (!other.equals(sought)) {
                double similarity = nearest(cell.judge(), shown, tests.get(other));
                // Of equal similarities, those of others count first: a tie is no recognition.
                rank += similarity >= own ? 1 : 0;
                if (similarity >= best) {
                    best = similarity;
                    first = other;
                }
            }
        }
        return new Identification(
                cell,
                pairing,
                sought,
                probe,
                new Outcome.Compared(best),
                Optional.of(new Found(rank, OptionalInt.empty(), Optional.empty(), first)));
    }

    /** Returns as many photos of a stranger as of anybody else. */
    private List<FacePhoto> few(List<FacePhoto> photos) {
        int each = tests.values().iterator().next().size();
        return photos.subList(0, Math.min(each, photos.size()));
    }

    private double nearest(String judge, Embedding shown, List<FacePhoto> photos) {
        double best = -1;
        for (FacePhoto photo : photos) {
            best = Math.max(best, shown.similarity(of(judge, photo)));
        }
        return best;
    }

    /** The very photo, or the most alike of those that the target was trained on. */
    private FacePhoto nearest(String judge, JudgedReconstruction reconstruction, Embedding shown) {
        if (reconstruction.photo().isPresent()) {
            return roles.training().get(reconstruction.photo().getAsInt());
        }
        FacePhoto nearest = null;
        double best = Double.NEGATIVE_INFINITY;
        for (FacePhoto photo : training(reconstruction.person())) {
            double similarity = shown.similarity(of(judge, photo));
            if (similarity > best) {
                best = similarity;
                nearest = photo;
            }
        }
        return nearest;
    }

    /** Returns the person whom a reconstruction is meant to show. */
    SubjectId person(JudgedReconstruction reconstruction) {
        return roles.people().get(reconstruction.person());
    }

    FacePhoto trainingPhoto(int number) {
        return roles.training().get(number);
    }

    /** All training photos of a person. */
    List<FacePhoto> training(int person) {
        return roles.training().stream()
                .filter(photo -> photo.subject().equals(roles.people().get(person)))
                .toList();
    }

    /** A photo of the person that the target never saw; the same one for every judge. */
    private FacePhoto another(JudgedReconstruction reconstruction) {
        List<FacePhoto> photos = tests.get(roles.people().get(reconstruction.person()));
        return photos.get(
                seed.derive("mate/" + reconstruction.probe()).generator().nextInt(photos.size()));
    }

    private Trial compare(
            Cell cell,
            Pairing pairing,
            JudgedReconstruction reconstruction,
            Embedding shown,
            FacePhoto mate,
            Label label) {
        return new Verification(
                cell,
                pairing,
                roles.people().get(reconstruction.person()),
                reconstruction.probe(),
                mate.subject(),
                mate.id(),
                label,
                OptionalInt.empty(),
                new Outcome.Compared(shown.similarity(of(cell.judge(), mate))));
    }
}
