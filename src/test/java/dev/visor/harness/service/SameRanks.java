package dev.visor.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Trial;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunRecord;
import java.util.HashMap;
import java.util.Map;

/** Holds what a service says against what the recognizer behind it says, trial by trial. */
final class SameRanks {

    private SameRanks() {}

    /** @param results how many matches the service tells */
    static void assertSame(String service, Map<String, Trial> remote, Map<String, Trial> zoo, int results) {
        assertThat(remote).hasSameSizeAs(zoo);
        remote.forEach((question, trial) -> assertSame(service + ": " + question, trial, zoo.get(question), results));
    }

    /** Ranks are the same as far down as the service tells them; whoever is nearest among the targets is, too. */
    private static void assertSame(String question, Trial remote, Trial zoo, int results) {
        assertThat(zoo).as(question).isNotNull();
        assertThat(remote.outcome().word()).as(question).isEqualTo(zoo.outcome().word());
        if (remote instanceof Trial.Identification search) {
            var told = search.found().orElseThrow();
            var right = ((Trial.Identification) zoo).found().orElseThrow();
            assertThat(told.trueRank()).as(question).isEqualTo(Math.min(right.trueRank(), results + 1));
            assertThat(told.targetRank().orElseThrow())
                    .as(question)
                    .isEqualTo(Math.min(right.targetRank().orElseThrow(), results + 1));
            assertThat(told.rank1()).as(question).isEqualTo(right.rank1());
        } else {
            assertThat(((Trial.Verification) remote).mate()).as(question).isEqualTo(((Trial.Verification) zoo).mate());
        }
    }

    /** Of one model at alignment photo, by what they ask. */
    static Map<String, Trial> trials(RunRecord record, String model) {
        Map<String, Trial> trials = new HashMap<>();
        for (RecordedTrial recorded : record.trials()) {
            Trial trial = recorded.trial();
            if (trial.cell().model().equals(model)
                    && trial.cell().alignment().word().equals("photo")) {
                String label = trial instanceof Trial.Verification pair
                        ? pair.label() + (pair.label() == Trial.Label.TARGET ? "" : " " + pair.mate())
                        : "search";
                trials.put(
                        String.join(
                                " ",
                                trial.cell().defense(),
                                trial.cell().attack(),
                                trial.pairing().word(),
                                trial.probe().value(),
                                label),
                        trial);
            }
        }
        return trials;
    }
}
