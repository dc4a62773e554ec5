package dev.visor.harness.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.InputError;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.stats.FocalDiversity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamStudyTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    private final ResolvedSuite suite = AnalyticTestBed.suite(List.of());

    @Test
    void scoresTheTeamByWhatItsMembersFailOn() {
        TeamStudy.Scores scores = measure(4);

        assertThat(scores.queries()).isEqualTo(6);
        assertThat(scores.leftOut()).isZero();
        assertThat(scores.gallery()).isEqualTo(6 * 2 + 2 * 2 + 5);
        assertThat(scores.pool())
                .extracting(Answers::recognizer)
                .isEqualTo(suite.suite().models());
        assertThat(scores.pool()).anyMatch(one -> one.failures() > 0);
        assertThat(scores.teams()).hasSize(1);
        TeamScore team = scores.teams().get(0);
        assertThat(team.word()).isEqualTo("linear-a+linear-b");
        assertThat(team.performance())
                .isCloseTo(
                        (scores.pool().get(0).meanRecall()
                                        + scores.pool().get(1).meanRecall())
                                / 2,
                        within(1e-12));
        assertThat(team.focalDiversity())
                .isEqualTo(FocalDiversity.ofFailures(
                        scores.pool().stream().map(Answers::failed).toList()));
    }

    @Test
    void findsTheSameInTheStore() {
        TeamStudy.Scores first = measure(4);
        TeamStudy.Scores second = measure(4);

        assertThat(second.teams()).isEqualTo(first.teams());
    }

    @Test
    void saysThatNobodyFailsRatherThanThatNobodyIsDiverse() {
        assertThatThrownBy(() -> measure(1))
                .isInstanceOf(InputError.class)
                .hasMessage(
                        "no recognizer of the pool fails on any of the 6 probes, so no team is more diverse than another;"
                                + " raise --shrink, which is 1.0");
    }

    @Test
    void leavesOutAProbeThatShowsNothing() throws IOException {
        AnalyticTestBed testBed = new AnalyticTestBed(folder);
        FacePhoto probe = suite.roles(testBed.dataSet(suite.dataset())).probes().get(0);
        Files.writeString(testBed.file(probe.id()), "no image");

        TeamStudy.Scores scores = new TeamStudy(testBed, Progress.SILENT).measure(request(2, 4));

        assertThat(scores.queries()).isEqualTo(5);
        assertThat(scores.leftOut()).isEqualTo(1);
    }

    @Test
    void refusesTeamsThatThePoolCannotMakeAndFacesThatAreNone() {
        assertThatThrownBy(() -> request(3, 4))
                .isInstanceOf(InputError.class)
                .hasMessageEndingWith("got a team of 3 of a pool of 2");
        assertThatThrownBy(() -> request(2, .5)).hasMessage("--shrink must be from 1 to 32, got 0.5");
        assertThatThrownBy(() -> request(2, Double.NaN)).isInstanceOf(InputError.class);
    }

    private TeamStudy.Scores measure(double shrink) {
        return new TeamStudy(new AnalyticTestBed(folder), Progress.SILENT).measure(request(2, shrink));
    }

    private TeamStudy.Request request(int size, double shrink) {
        return new TeamStudy.Request(suite, size, shrink, "cpu", cache);
    }
}
