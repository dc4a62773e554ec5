package dev.visor.attack.zoo;

import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial.Found;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Exhaustive search of a gallery, image by image.
 *
 * <p>Exact, and in one pass with a fixed memory a probe: what is asked is not the ranking but three ranks in it, and a rank is a
 * count of better entries. Equal similarities are ordered by gallery id.
 */
public final class Search {

    private final List<Entry> gallery;
    private final Set<SubjectId> targets;

    /** An enrolled image. */
    public record Entry(PhotoId photo, SubjectId subject, Embedding embedding) {}

    /** @param targets those of the gallery's subjects that count as targets */
    public Search(List<Entry> gallery, Set<SubjectId> targets) {
        this.gallery =
                gallery.stream().sorted(Comparator.comparing(Entry::photo)).toList();
        this.targets = Set.copyOf(targets);
    }

    /**
     * A search's answer.
     *
     * @param similarity at rank 1
     */
    public record Answer(double similarity, Found found) {}

    /**
     * Looks a face up.
     *
     * @param subject who it really is
     * @return empty if the gallery holds no image of the subject
     */
    public Optional<Answer> of(Embedding probe, SubjectId subject) {
        double[] similarity = new double[gallery.size()];
        int first = -1;
        int mate = -1;
        int target = -1;
        for (int i = 0; i < similarity.length; i++) {
            Entry entry = gallery.get(i);
            similarity[i] = probe.similarity(entry.embedding());
            first = better(similarity, i, first);
            if (entry.subject().equals(subject)) {
                mate = better(similarity, i, mate);
            } else if (targets.contains(entry.subject())) {
                target = better(similarity, i, target);
            }
        }
        if (mate < 0) {
            return Optional.empty();
        }
        OptionalInt targetRank = target < 0 ? OptionalInt.empty() : OptionalInt.of(rank(similarity, target));
        Optional<SubjectId> nearest =
                target < 0 ? Optional.empty() : Optional.of(gallery.get(target).subject());
        return Optional.of(new Answer(
                similarity[first],
                new Found(
                        rank(similarity, mate),
                        targetRank,
                        nearest,
                        gallery.get(first).subject())));
    }

    /** Entries stand in the order of their ids, so the earlier one wins a tie. */
    private static int better(double[] similarity, int candidate, int best) {
        return best < 0 || similarity[candidate] > similarity[best] ? candidate : best;
    }

    private static int rank(double[] similarity, int of) {
        int rank = 1;
        for (int i = 0; i < similarity.length; i++) {
            if (similarity[i] > similarity[of] || similarity[i] == similarity[of] && i < of) {
                rank++;
            }
        }
        return rank;
    }
}
