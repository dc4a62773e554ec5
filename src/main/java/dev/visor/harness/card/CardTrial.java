package dev.visor.harness.card;

import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Shown;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.isolation.TriedModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tries every candidate on a few pairs, the better ones on more, the best on all: most forward passes go where the choice is close.
 * A face is cut once a crop, and embedded once a candidate.
 */
final class CardTrial {

    private static final int BATCH = 16;

    /** After so many pairs ... */
    private static final List<Integer> STOPS = List.of(40, 100);

    /** ... so many candidates go on. */
    private static final List<Integer> KEPT = List.of(6, 4);

    private final TriedModel model;
    private final RecognizerCard file;
    private final FaceLocator photographs;
    private final Progress progress;
    private final Map<Candidate, Map<PhotoId, Embedding>> embedded = new HashMap<>();
    private final Map<Candidate, CandidateScore> scores = new LinkedHashMap<>();

    CardTrial(TriedModel model, RecognizerCard file, FaceLocator photographs, Progress progress) {
        this.model = model;
        this.file = file;
        this.photographs = photographs;
        this.progress = progress;
    }

    /**
     * Scores of all candidates, best first.
     *
     * @param sample balanced, and each first part of it, too
     * @throws InputError if too few of the photos show a face
     */
    List<CandidateScore> run(List<Candidate> candidates, List<LabelledPair> sample) {
        List<LabelledPair> pairs = withFaces(sample);
        List<Candidate> left = candidates;
        int from = 0;
        for (int round = 0; round <= STOPS.size(); round++) {
            int to = round < STOPS.size() ? Math.min(STOPS.get(round), pairs.size()) : pairs.size();
            if (to > from) {
                round(left, pairs.subList(0, to), from);
                from = to;
            }
            if (round < STOPS.size() && to < pairs.size()) {
                left = best(left, KEPT.get(round));
            }
        }
        return CandidateScore.bestFirst(scores.values());
    }

    /** Sorts by d', which tells more of few pairs than their accuracy does. */
    private List<Candidate> best(List<Candidate> tried, int kept) {
        return tried.stream()
                .map(scores::get)
                .filter(score -> score.fault().isEmpty())
                .sorted(Comparator.comparing(
                        (CandidateScore score) -> -score.separation().dPrime()))
                .limit(kept)
                .map(CandidateScore::candidate)
                .toList();
    }

    private List<LabelledPair> withFaces(List<LabelledPair> sample) {
        Map<PhotoId, Boolean> seen = new HashMap<>();
        List<LabelledPair> genuine = new ArrayList<>();
        List<LabelledPair> impostors = new ArrayList<>();
        for (LabelledPair pair : sample) {
            if (shows(photo(pair.first()), seen) && shows(photo(pair.second()), seen)) {
                (pair.genuine() ? genuine : impostors).add(pair);
            }
            progress.advance("finding faces", seen.size(), 2L * sample.size());
        }
        int each = Math.min(genuine.size(), impostors.size());
        if (each < sample.size() / 4) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "a face was found in both photos of only %d of %d pairs; give another data set (--data)",
                    genuine.size() + impostors.size(),
                    sample.size()));
        }
        List<LabelledPair> balanced = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            balanced.add(genuine.get(i));
            balanced.add(impostors.get(i));
        }
        return balanced;
    }

    private static FacePhoto photo(Shown shown) {
        if (shown instanceof FacePhoto photo) {
            return photo;
        }
        throw new InputError("a data set of templates tells nothing of one photo; give another (--data)");
    }

    private boolean shows(FacePhoto photo, Map<PhotoId, Boolean> seen) {
        return seen.computeIfAbsent(
                photo.id(), id -> photographs.see(photo).cutTo(Crop.ARCFACE112) instanceof AlignedFace.Face);
    }

    private void round(List<Candidate> candidates, List<LabelledPair> pairs, int from) {
        Map<Crop, List<Candidate>> byCrop = new LinkedHashMap<>();
        candidates.forEach(candidate -> byCrop.computeIfAbsent(candidate.crop(), key -> new ArrayList<>())
                .add(candidate));
        Set<FacePhoto> photos = new LinkedHashSet<>();
        pairs.subList(from, pairs.size())
                .forEach(pair -> photos.addAll(List.of(photo(pair.first()), photo(pair.second()))));
        String stage = String.format(Locale.ROOT, "%d ways on %d pairs", candidates.size(), pairs.size());
        long[] done = {0};
        byCrop.forEach((crop, same) -> {
            Map<PhotoId, FaceImage> faces = cut(photos, crop);
            for (Candidate candidate : same) {
                scores.put(candidate, score(candidate, faces, pairs));
                done[0] += faces.size();
                progress.advance(stage, done[0], (long) candidates.size() * photos.size());
            }
        });
    }

    private Map<PhotoId, FaceImage> cut(Set<FacePhoto> photos, Crop crop) {
        Map<PhotoId, FaceImage> faces = new LinkedHashMap<>();
        for (FacePhoto photo : photos) {
            if (photographs.see(photo).cutTo(crop) instanceof AlignedFace.Face face) {
                faces.put(photo.id(), face.face());
            }
        }
        return faces;
    }

    private CandidateScore score(Candidate candidate, Map<PhotoId, FaceImage> faces, List<LabelledPair> pairs) {
        Map<PhotoId, Embedding> known = embedded.computeIfAbsent(candidate, key -> new HashMap<>());
        try {
            embed(candidate, faces, known);
        } catch (InputError e) {
            return CandidateScore.failed(candidate, e.getMessage());
        }
        double[] similarities = new double[pairs.size()];
        boolean[] genuine = new boolean[pairs.size()];
        for (int i = 0; i < similarities.length; i++) {
            LabelledPair pair = pairs.get(i);
            similarities[i] = known.get(pair.first().id())
                    .similarity(known.get(pair.second().id()));
            genuine[i] = pair.genuine();
        }
        return CandidateScore.of(candidate, similarities, genuine);
    }

    private void embed(Candidate candidate, Map<PhotoId, FaceImage> faces, Map<PhotoId, Embedding> known) {
        List<PhotoId> open = faces.keySet().stream()
                .filter(photo -> !known.containsKey(photo))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        model.use(candidate.card(file));
        for (int at = 0; at < open.size(); at += BATCH) {
            List<PhotoId> batch = open.subList(at, Math.min(open.size(), at + BATCH));
            List<Embedding> rows = model.embed(batch.stream().map(faces::get).toList());
            for (int i = 0; i < batch.size(); i++) {
                known.put(batch.get(i), rows.get(i));
            }
        }
    }
}
