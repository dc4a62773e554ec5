package dev.visor.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers of a committed record beside the trials that a page leads to from them: the two are made on different ways. */
class TrialsBehindRatesTest {

    @Test
    void everyRateOfGrowingGalleriesAndOfRecallIsThatOfItsTrialsTheWorstCaseToo() {
        Run run = Run.numbers(new RunRecord(Path.of("results/reference/lfw-persons-trackers")));
        Map<String, List<String>> looks = new HashMap<>();
        looks(looks, "@tracking-data|", TrackingTrials.section(run));
        looks(looks, "@search-data|", SearchTrials.section(run));

        List<String> followed = new ArrayList<>();
        for (MetricValue value : run.metrics()) {
            String key = TrackingTrials.key(run, value) + SearchTrials.key(run, value);
            if (!key.isEmpty()) {
                List<String> trials = looks.get(key);
                assertThat(trials).as(key).isNotNull();
                long taken = trials.stream().filter(look -> look.endsWith("+")).count();
                assertThat(taken / (double) trials.size()).as(key).isCloseTo(value.value(), Offset.offset(1e-5));
                followed.add(value.metric() + " " + value.cell().countermeasure());
            }
        }
        assertThat(new TreeSet<>(followed))
                .contains("recall none", "recall worst", "tracked_round0 worst", "tracked_round3 none");
    }

    private static void looks(Map<String, List<String>> looks, String box, Optional<Section> section) {
        String text = section.orElseThrow().blocks().stream()
                .filter(Block.Data.class::isInstance)
                .map(block -> ((Block.Data) block).text())
                .findFirst()
                .orElseThrow();
        text.lines()
                .filter(line -> line.startsWith("j\t"))
                .map(line -> line.split("\t"))
                .forEach(line -> looks.put(
                        box + String.join("|", List.of(line).subList(1, 5)),
                        Arrays.stream(line)
                                .skip(7)
                                .filter(look -> !look.equals("."))
                                .toList()));
    }
}
