package dev.visor.harness.plan;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.result.RunInfo;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A slice of a plan: every {@code count}-th protection, with all its cells, so that each mask is made in one shard and the worst
 * case over the countermeasures is found in one. Clean embeddings and thresholds every shard makes for itself; keys are those of the whole.
 *
 * @param index from 1 to {@code count}
 */
public record Shard(int index, int count) {

    /** The whole plan. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern WORD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (index < 1 || index > count) {
            throw new InputError("shard %d/%d: the first number runs from 1 to the second".formatted(index, count));
        }
    }

    /**
     * Reads {@code 2/3}, the second of three.
     *
     * @throws InputError if it is no such word
     */
    public static Shard of(String word) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()) {
            throw new InputError("--shard %s: expected i/n, such as 2/3 for the second of three".formatted(word));
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** The name of its folder, so that shards of one run that start together have one each. */
    public String name(String run) {
        return equals(WHOLE) ? run : String.format(Locale.ROOT, "%s-shard-%d-of-%d", run, index, count);
    }

    /** The shard that a record is. */
    public static Shard of(RunInfo info) {
        return info.suite().settings().slice().map(Shard::of).orElse(WHOLE);
    }

    /** The second of three is {@code 2/3}. */
    public String word() {
        return index + "/" + count;
    }

    /** Returns the same record, which says that it is no whole one. */
    public RunInfo mark(RunInfo info) {
        return equals(WHOLE) ? info : info.withSettings(info.suite().settings().withShard(word()));
    }

    /** Returns the shard's protections, in the order of the plan. */
    public List<Protection> protections(ResolvedSuite suite) {
        List<Protection> all = suite.protections();
        return IntStream.range(0, all.size())
                .filter(i -> i % count == index - 1)
                .mapToObj(all::get)
                .toList();
    }

    /** Returns the shard's cells, in the order of the plan. */
    public List<Cell> cells(Experiment experiment) {
        return experiment instanceof ResolvedInversion inversion ? cells(inversion) : cells((ResolvedSuite) experiment);
    }

    /**
     * Returns the cells of every {@code count}-th defense of an inversion suite, with its training and all attacks on
     * it.
     */
    private List<Cell> cells(ResolvedInversion suite) {
        List<String> mine = defenses(suite).stream().map(Entry::id).toList();
        return suite.cells().stream()
                .filter(cell -> mine.contains(cell.defense()))
                .toList();
    }

    /** Returns the shard's defenses, in the order of the plan. */
    public List<Entry<Defense>> defenses(ResolvedInversion suite) {
        List<Entry<Defense>> all = suite.defenses();
        return IntStream.range(0, all.size())
                .filter(i -> i % count == index - 1)
                .mapToObj(all::get)
                .toList();
    }

    List<Cell> cells(ResolvedSuite suite) {
        List<Protection> mine = protections(suite);
        return suite.cells().stream()
                .filter(cell -> mine.stream().anyMatch(protection -> judges(protection, cell)))
                .toList();
    }

    private static boolean judges(Protection protection, Cell cell) {
        return protection.defense().id().equals(cell.defense())
                && protection.surrogates().stream()
                        .map(card -> card.id())
                        .toList()
                        .equals(cell.surrogates());
    }
}
