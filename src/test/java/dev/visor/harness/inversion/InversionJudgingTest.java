package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.harness.InversionTestBed;
import dev.visor.result.RecordedTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who judges what, of five people of whom two photos each leaked bare, so that the attack shows those ten photos. */
class InversionJudgingTest {

    private static final String ATTACK = "look";
    private static final int SHOWN = 5 * 2;

    @TempDir
    private static Path folder;

    private static List<Trial> trials;

    @BeforeAll
    static void run() throws IOException {
        InversionTestBed bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        trials = bed.run(InversionTestBed.suite(List.of(), List.of()), folder.resolve("run")).trials().stream()
                .map(RecordedTrial::trial)
                .toList();
    }

    @Test
    void everyMemberOfTheJuryJudgesEveryReconstruction() {
        Map<String, Set<PhotoId>> probes = new TreeMap<>();
        judged().forEach(trial -> probes.computeIfAbsent(trial.cell().judge(), judge -> new HashSet<>())
                .add(trial.probe()));

        assertThat(probes).containsOnlyKeys(InversionTestBed.JURY);
        assertThat(probes.values()).allSatisfy(shown -> assertThat(shown).hasSize(SHOWN));
        assertThat(Set.copyOf(probes.values())).hasSize(1);
    }

    @Test
    void aReconstructionIsSearchedForAndComparedTwiceAndSoIsItUnderWrongNames() {
        for (String judge : InversionTestBed.JURY) {
            Map<Pairing, Long> counts = judged().stream()
                    .filter(trial -> trial.cell().judge().equals(judge))
                    .collect(Collectors.groupingBy(Trial::pairing, Collectors.counting()));

            assertThat(counts)
                    .containsOnly(
                            Map.entry(Pairing.RECONSTRUCTED_CLEAN, 3L * SHOWN),
                            Map.entry(Pairing.MISNAMED_CLEAN, 2L * SHOWN),
                            Map.entry(Pairing.STRANGER_CLEAN, 1L * SHOWN));
        }
    }

    @Test
    void aReconstructionBearsThePersonsNameAndANumberOfItsOwn() {
        assertThat(judged().stream()
                        .filter(trial -> trial.pairing() == Pairing.RECONSTRUCTED_CLEAN)
                        .map(trial -> trial.probe().value()))
                .allMatch(probe -> probe.matches("p0[0-4]#[0-9]"));
        assertThat(judged().stream()
                        .filter(trial -> trial.pairing() == Pairing.RECONSTRUCTED_CLEAN)
                        .filter(trial -> !trial.probe().value().startsWith(trial.subject() + "#")))
                .isEmpty();
    }

    @Test
    void whoJudgesOthersIsJudgedToo() {
        assertThat(trials.stream()
                        .filter(trial -> trial.pairing() == Pairing.CLEAN_CLEAN)
                        .filter(Trial.Identification.class::isInstance)
                        .map(Trial::cell)
                        .map(Cell::judge)
                        .distinct())
                .containsAll(InversionTestBed.JURY);
    }

    private static List<Trial> judged() {
        return trials.stream()
                .filter(trial -> trial.cell().attack().equals(ATTACK))
                .toList();
    }
}
