package dev.visor.attack.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.zoo.Search.Entry;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final SubjectId ANN = new SubjectId("ann");
    private static final SubjectId BEA = new SubjectId("bea");
    private static final SubjectId TOM = new SubjectId("tom");

    /** A probe along x; the gallery at falling angles to it: bea, tom, ann, ann. */
    @Test
    void ranksCountTheImagesBefore() {
        Search search = new Search(
                List.of(
                        entry("ann_1", ANN, 40),
                        entry("ann_2", ANN, 50),
                        entry("bea_1", BEA, 10),
                        entry("tom_1", TOM, 20)),
                Set.of(TOM));

        Search.Answer answer = search.of(at(0), ANN).orElseThrow();

        assertThat(answer.similarity())
                .isCloseTo(Math.cos(Math.toRadians(10)), org.assertj.core.data.Offset.offset(1e-6));
        assertThat(answer.found().rank1()).isEqualTo(BEA);
        assertThat(answer.found().targetRank()).hasValue(2);
        assertThat(answer.found().target()).contains(TOM);
        assertThat(answer.found().trueRank()).isEqualTo(3);
    }

    @Test
    void equalSimilaritiesAreOrderedById() {
        Search search = new Search(List.of(entry("b", ANN, 30), entry("a", TOM, 30)), Set.of(TOM));

        assertThat(search.of(at(0), ANN).orElseThrow().found().trueRank()).isEqualTo(2);
        assertThat(search.of(at(0), ANN).orElseThrow().found().targetRank()).hasValue(1);
    }

    @Test
    void aSubjectWhoIsNotEnrolledHasNoRank() {
        assertThat(new Search(List.of(entry("a", TOM, 30)), Set.of()).of(at(0), ANN))
                .isEmpty();
    }

    @Test
    void withoutTargetsThereIsNoTargetRank() {
        Search search = new Search(List.of(entry("a", ANN, 30)), Set.of());

        assertThat(search.of(at(0), ANN).orElseThrow().found().targetRank()).isEmpty();
    }

    @Test
    void agreesWithSortingTheWholeGallery() {
        SplittableRandom random = new SplittableRandom(7);
        List<Entry> gallery = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            gallery.add(new Entry(new PhotoId("p%03d".formatted(i)), new SubjectId("s" + i % 40), unit(random)));
        }
        Set<SubjectId> targets = Set.of(new SubjectId("s1"), new SubjectId("s2"));
        for (int k = 0; k < 20; k++) {
            Embedding probe = unit(random);
            SubjectId subject = new SubjectId("s" + (5 + k));
            List<Entry> sorted = gallery.stream()
                    .sorted(Comparator.comparingDouble((Entry e) -> -probe.similarity(e.embedding()))
                            .thenComparing(Entry::photo))
                    .toList();
            Search.Answer answer =
                    new Search(gallery, targets).of(probe, subject).orElseThrow();

            assertThat(answer.found().trueRank())
                    .isEqualTo(1 + first(sorted, e -> e.subject().equals(subject)));
            assertThat(answer.found().targetRank()).hasValue(1 + first(sorted, e -> targets.contains(e.subject())));
        }
    }

    private static int first(List<Entry> sorted, java.util.function.Predicate<Entry> wanted) {
        for (int i = 0; i < sorted.size(); i++) {
            if (wanted.test(sorted.get(i))) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    private static Entry entry(String photo, SubjectId subject, double degrees) {
        return new Entry(new PhotoId(photo), subject, at(degrees));
    }

    private static Embedding at(double degrees) {
        double angle = Math.toRadians(degrees);
        return Embedding.normalized(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    }

    private static Embedding unit(SplittableRandom random) {
        float[] values = new float[6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.normalized(values);
    }
}
