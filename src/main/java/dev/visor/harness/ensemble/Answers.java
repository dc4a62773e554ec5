package dev.visor.harness.ensemble;

import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One recognizer's finds in a gallery: for each query, how many of the person's photos are among as many nearest ones as there are of
 * the person, and whether most of those show somebody else.
 *
 * @param recall of each query, 0..1
 * @param failed of each query; where people have equally many of the nearest photos, the nearest one's person counts
 */
public record Answers(String recognizer, double[] recall, boolean[] failed) {

    /** A photo with its person, as the recognizer sees it. */
    record Seen(PhotoId id, SubjectId subject, Embedding embedding) {}

    /**
     * Looks up every query; of equally near photos, the first by id is nearer.
     *
     * @param gallery holds at least one photo of each query's person
     */
    static Answers of(String recognizer, List<Seen> queries, List<Seen> gallery) {
        double[] recall = new double[queries.size()];
        boolean[] failed = new boolean[queries.size()];
        for (int i = 0; i < recall.length; i++) {
            Seen query = queries.get(i);
            long own = gallery.stream()
                    .filter(photo -> photo.subject().equals(query.subject()))
                    .count();
            List<SubjectId> nearest = nearest(query.embedding(), gallery, own);
            long found = nearest.stream().filter(query.subject()::equals).count();
            recall[i] = found / (double) own;
            failed[i] = !majority(nearest).equals(query.subject());
        }
        return new Answers(recognizer, recall, failed);
    }

    private static List<SubjectId> nearest(Embedding query, List<Seen> gallery, long count) {
        record Ranked(Seen photo, double similarity) {}
        return gallery.stream()
                .map(photo -> new Ranked(photo, query.similarity(photo.embedding())))
                .sorted(Comparator.comparingDouble(Ranked::similarity)
                        .reversed()
                        .thenComparing(ranked -> ranked.photo().id()))
                .limit(count)
                .map(ranked -> ranked.photo().subject())
                .toList();
    }

    /** The person with the most photos; of several, the one seen first. */
    static SubjectId majority(List<SubjectId> nearest) {
        Map<SubjectId, Integer> counts = new LinkedHashMap<>();
        nearest.forEach(subject -> counts.merge(subject, 1, Integer::sum));
        SubjectId most = nearest.get(0);
        for (Map.Entry<SubjectId, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > counts.get(most)) {
                most = entry.getKey();
            }
        }
        return most;
    }

    /** Returns how far each query is missed: 1 - recall. */
    double[] misses() {
        double[] misses = new double[recall.length];
        for (int i = 0; i < misses.length; i++) {
            misses[i] = 1 - recall[i];
        }
        return misses;
    }

    /** Returns how many queries fail. */
    public int failures() {
        int failures = 0;
        for (boolean one : failed) {
            failures += one ? 1 : 0;
        }
        return failures;
    }

    /** Returns the mean recall over the queries. */
    public double meanRecall() {
        double sum = 0;
        for (double one : recall) {
            sum += one;
        }
        return sum / recall.length;
    }
}
