package dev.visor.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParentProcessTest {

    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void whatFollowsAProcessEndsWithItAndNotBefore() throws Exception {
        Process parent = new ProcessBuilder("sleep", "100").start();
        try {
            ParentProcess.follow(parent.pid(), ended::countDown);

            assertThat(ended.await(300, TimeUnit.MILLISECONDS)).isFalse();
            parent.destroyForcibly();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void whoIsLateEndsAtOnce() throws Exception {
        Process parent = new ProcessBuilder("true").start();
        parent.waitFor();

        ParentProcess.follow(parent.pid(), ended::countDown);

        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A grandchild, as a node's executor sees it: not even the system would tell it of its parent's end. */
    @Test
    void aProcessThatIsKilledTakesTheRunWithIt() throws Exception {
        Process parent = new ProcessBuilder("sleep", "100").start();
        Process follower = java(Map.of(ParentProcess.VARIABLE, Long.toString(parent.pid())));
        try {
            assertThat(follower.waitFor(1, TimeUnit.SECONDS)).isFalse();
            parent.destroyForcibly();
            assertThat(follower.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(follower.exitValue()).isEqualTo(143);
        } finally {
            parent.destroyForcibly();
            follower.destroyForcibly();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "me", "-1", "99999999999999"})
    void whatIsNoNumberNamesNobody(String word) {
        assertThat(ParentProcess.number(word)).isEmpty();
    }

    private static Process java(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Follower.class.getName());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A process that would go on for long. */
    static final class Follower {

        private Follower() {}

        public static void main(String... args) throws InterruptedException {
            ParentProcess.endWithIt(System.getenv());
            Thread.sleep(100_000);
        }
    }
}
