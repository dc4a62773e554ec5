package dev.visor.report.board;

import dev.visor.core.measure.Better;
import dev.visor.report.page.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of standings that can be compared, the best first, and the clean control of each run.
 *
 * @param id unique on the board, part of links
 * @param rows without the controls
 * @param ranks one for each row
 */
public record Leaderboard(String id, List<Standing> rows, List<Ranks.Range> ranks, List<Standing> controls) {

    /** Most ties that a sentence names. */
    private static final int FEW = 4;

    public Leaderboard {
        rows = List.copyOf(rows);
        ranks = List.copyOf(ranks);
        controls = List.copyOf(controls);
    }

    /** Sorts standings into tables: questions and scenarios in their order, the table of most rows first. */
    public static List<Leaderboard> all(List<Standing> standings) {
        List<List<Standing>> groups = new ArrayList<>();
        standings.stream()
                .filter(standing -> !standing.control())
                .forEach(standing -> groups.stream()
                        .filter(group -> group.stream().allMatch(standing::comparable))
                        .findFirst()
                        .ifPresentOrElse(
                                group -> group.add(standing), () -> groups.add(new ArrayList<>(List.of(standing)))));
        groups.sort(Comparator.comparing((List<Standing> group) -> group.get(0).question())
                .thenComparing(group -> group.get(0).scenario())
                .thenComparing(group -> -group.size())
                .thenComparing(group -> group.get(0).run().day(), Comparator.reverseOrder()));
        List<Leaderboard> boards = new ArrayList<>();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (List<Standing> group : groups) {
            String slug = group.get(0).question().slug() + "-"
                    + group.get(0).scenario().slug();
            boards.add(of(slug + "-" + numbers.merge(slug, 1, Integer::sum), group, standings));
        }
        return boards;
    }

    private static Leaderboard of(String id, List<Standing> group, List<Standing> all) {
        Better better = group.get(0).question().better();
        Comparator<Standing> byValue =
                Comparator.comparingDouble(row -> row.mean().value());
        List<Standing> rows = group.stream()
                .sorted((better == Better.HIGHER ? byValue.reversed() : byValue)
                        .thenComparing(Standing::defense)
                        .thenComparing(row -> row.run().page()))
                .toList();
        return new Leaderboard(
                id,
                rows,
                Ranks.of(rows.stream().map(row -> row.mean().interval()).toList(), better),
                controls(rows, all));
    }

    /** Returns the controls before the same recognizers, of each run of the rows. */
    private static List<Standing> controls(List<Standing> rows, List<Standing> all) {
        return all.stream()
                .filter(Standing::control)
                .filter(other -> rows.stream()
                        .anyMatch(row -> other.run().equals(row.run())
                                && other.question() == row.question()
                                && other.scenario() == row.scenario()
                                && sameGrid(other.protocol(), row.protocol())))
                .toList();
    }

    private static boolean sameGrid(Protocol one, Protocol other) {
        return List.of("attack", "surrogates", "models").stream().allMatch(name -> one.shares(name, other));
    }

    /** Returns the controls, once where several runs say the same of it. */
    public List<Standing> differentControls() {
        Map<String, Standing> different = new LinkedHashMap<>();
        controls.forEach(control -> different.putIfAbsent(said(control), control));
        return List.copyOf(different.values());
    }

    private static String said(Standing control) {
        return control.mean().value() + " " + control.mean().interval() + " " + control.more();
    }

    public Question question() {
        return rows.get(0).question();
    }

    public Scenario scenario() {
        return rows.get(0).scenario();
    }

    public Protocol protocol() {
        return rows.get(0).protocol();
    }

    /** Says who is first, or that this cannot be told. */
    public String sentence() {
        Standing best = rows.get(0);
        String number = best.mean().words();
        if (rows.size() == 1) {
            return "%s alone stands here: %s.".formatted(best.defense(), number);
        }
        List<String> ties = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            if (ranks.get(i).first() == 1) {
                ties.add(rows.get(i).defense());
            }
        }
        if (ties.isEmpty()) {
            return "%s is first: %s. No other interval reaches into its own.".formatted(best.defense(), number);
        }
        if (ties.size() > FEW && ties.size() < rows.size() - 1) {
            return "%s has the best number, %s; by these intervals %s may be as good."
                    .formatted(best.defense(), number, Text.count(ties.size()) + " others");
        }
        return ties.size() == rows.size() - 1
                ? "%s has the best number, %s; by these intervals any of %s may be the best."
                        .formatted(best.defense(), number, Text.plural(rows.size(), "row"))
                : "%s has the best number, %s; by these intervals %s may be as good."
                        .formatted(
                                best.defense(), number, ties.stream().distinct().collect(Collectors.joining(", ")));
    }
}
