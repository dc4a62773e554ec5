package dev.visor.harness.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.external.CommandRecognizer;
import dev.visor.audit.verify.Verification;
import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.Trust;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.external.LocalFiles;
import dev.visor.external.ProjectingProgram;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.Rescore;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recognizer that is somebody's program, through the whole harness. */
class OutsideRecognizerTest {

    private static final ResolvedSuite SUITE = AnalyticTestBed.suite(
            List.of(AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(.2)))));

    @TempDir
    private Path folder;

    private AnalyticTestBed bed;

    @BeforeEach
    void makePeople() throws IOException {
        bed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void itIsAModelLikeAnyOtherAndItsRowsSayThatACommandWasRun() throws IOException {
        ResolvedSuite theirs = withProgram();
        TestBed both = new WithPrograms(bed, folder);

        RunRecord own = run(bed, SUITE, "own");
        RunRecord record = run(both, theirs, "theirs");

        List<Trial> expected = trials(own);
        List<Trial> trials = trials(record);
        assertThat(trials).hasSameSizeAs(expected);
        for (int i = 0; i < trials.size(); i++) {
            assertThat(trials.get(i).cell().id())
                    .isEqualTo(expected.get(i).cell().id());
            if (trials.get(i).outcome() instanceof Outcome.Compared compared) {
                assertThat(compared.similarity())
                        .isCloseTo(((Outcome.Compared) expected.get(i).outcome()).similarity(), within(.01));
            }
        }
        assertThat(record.metrics())
                .allMatch(value -> value.cell().model().equals(AnalyticTestBed.MODEL)
                                && !value.metric().endsWith("_per_s")
                        ? value.cell().trust() == Trust.COMMAND
                        : value.cell().trust() == Trust.BUILT_IN);
        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(new Rescore(both, Progress.SILENT)
                        .of(new Rescore.Request(theirs, record, folder.resolve("cache"), 2, 1, "cpu")))
                .hasSize(2)
                .allMatch(Rescored::agrees);
    }

    private static List<Trial> trials(RunRecord record) {
        List<Trial> all = new ArrayList<>();
        record.forEachTrial(recorded -> all.add(recorded.trial()));
        return all;
    }

    private RunRecord run(TestBed people, ResolvedSuite suite, String name) {
        Path out = folder.resolve(name);
        new SuiteRunner(people, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu"));
        return new RunRecord(out);
    }

    private ResolvedSuite withProgram() throws IOException {
        TreeMap<String, RecognizerCard> cards = new TreeMap<>(SUITE.recognizers());
        RecognizerCard card = cards.get(AnalyticTestBed.MODEL);
        CommandRecognizer.Params params =
                new CommandRecognizer.Params(ProjectingProgram.command(2), LocalFiles.of(folder, List.of()), 32, 60);
        cards.put(
                card.id(),
                new RecognizerCard(
                        card.id(),
                        "command",
                        "a program",
                        new RecognizerCard.Asset("", "./suites/recognizers"),
                        params.digest(),
                        card.crop(),
                        card.dimension(),
                        "linear",
                        "nothing",
                        "none",
                        List.of(),
                        params.onCard()));
        return new ResolvedSuite(
                SUITE.suite(),
                SUITE.defenses(),
                SUITE.attacks(),
                SUITE.countermeasures(),
                cards,
                SUITE.dataset(),
                List.of(),
                SUITE.guards(),
                SUITE.services(),
                PairDefenses.NONE);
    }

    /** The people of another test bed, before recognizers that may be programs. */
    private record WithPrograms(AnalyticTestBed bed, Path folder) implements TestBed {

        @Override
        public Recognizer recognizer(RecognizerCard card, Compute compute) {
            return card.type().equals("command") ? CommandRecognizer.of(card, folder) : bed.recognizer(card, compute);
        }

        @Override
        public DataSet dataSet(DataSetCard card) {
            return bed.dataSet(card);
        }

        @Override
        public Optional<FaceDetector> detector(String word, Compute compute) {
            return bed.detector(word, compute);
        }
    }
}
