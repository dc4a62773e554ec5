package dev.visor.report.page;

import java.util.List;
import java.util.Optional;

/**
 * A first screen: what was run, the answer, and faces before and after.
 *
 * @param summary what was run, in a sentence
 * @param facts how many of what, when
 * @param answer empty for a run that measured nothing of the kind
 */
public record Glance(String summary, List<String> facts, Optional<Answer> answer, Optional<Pairs> pairs) {

    public Glance {
        facts = List.copyOf(facts);
    }

    /**
     * Pictures in pairs.
     *
     * @param before what the first of each is, in a word; {@code after} the second
     */
    public record Pairs(String caption, String before, String after, List<Pair> pairs) {

        public Pairs {
            pairs = List.copyOf(pairs);
        }
    }

    /** Two pictures of one person, or of one photo. */
    public record Pair(String name, RecordPicture before, RecordPicture after) {}
}
