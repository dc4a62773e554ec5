package dev.visor.harness.ensemble;

import dev.visor.stats.FocalDiversity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A team of surrogates with what is known of it before anything is protected.
 *
 * @param members ids, in the pool's order
 * @param focalDiversity in 0..1, of failures that happen or not
 * @param softDiversity in 0..1, of failures by degree
 * @param performance mean recall of the members, 0..1
 */
public record TeamScore(List<String> members, double focalDiversity, double softDiversity, double performance) {

    public TeamScore {
        members = List.copyOf(members);
    }

    /** Returns {@code a+b}, as records write teams. */
    public String word() {
        return String.join("+", members);
    }

    /** Scores every team of a size, the most diverse first. */
    static List<TeamScore> all(List<Answers> pool, int size) {
        List<TeamScore> scores = new ArrayList<>();
        add(List.of(), pool, size, scores);
        scores.sort(Comparator.comparingDouble(TeamScore::focalDiversity).reversed());
        return List.copyOf(scores);
    }

    private static void add(List<Answers> chosen, List<Answers> left, int size, List<TeamScore> scores) {
        if (chosen.size() == size) {
            scores.add(of(chosen));
            return;
        }
        for (int i = 0; i < left.size(); i++) {
            List<Answers> more = new ArrayList<>(chosen);
            more.add(left.get(i));
            add(more, left.subList(i + 1, left.size()), size, scores);
        }
    }

    private static TeamScore of(List<Answers> team) {
        return new TeamScore(
                team.stream().map(Answers::recognizer).toList(),
                FocalDiversity.ofFailures(team.stream().map(Answers::failed).toList()),
                FocalDiversity.ofMisses(team.stream().map(Answers::misses).toList()),
                team.stream().mapToDouble(Answers::meanRecall).average().orElseThrow());
    }
}
