package dev.visor.harness.service;

import static dev.visor.harness.service.SameRanks.trials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.visor.audit.verify.Verification;
import dev.visor.core.InputError;
import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.core.measure.Far;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Guards;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.plan.Suite;
import dev.visor.harness.run.ShardMerge;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.result.RunRecord;
import dev.visor.service.Clocks;
import dev.visor.service.HandClock;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.policy.Pause;
import dev.visor.service.serve.FaultInjection;
import dev.visor.service.serve.RecognitionServer;
import dev.visor.service.serve.ServerSettings;
import dev.visor.service.serve.dialect.FaceReader;
import dev.visor.service.serve.dialect.FaceReading;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness with services of its own: people made of noise, a recognizer behind four vendors' contracts, faults and all. */
class ServiceRunTest {

    private static final int RESULTS = 5;

    /** So many calls end a run, asked one by one, with a face that is detected and not enrolled yet. */
    private static final long UP_TO_A_DETECTION = 115;

    /** The photos of the targets: enrolled in one collection, and then in another. */
    private static final int TARGET_PHOTOS = 4;

    private static final Map<String, String> KEYS =
            Map.of("VISOR_KEY", Rehearsals.KEY, "VISOR_SECRET", Rehearsals.SECRET);

    /** How long pauses are is shown elsewhere; here they would only be slept through. */
    private static final Pause AT_ONCE = time -> {};

    @TempDir
    private Path folder;

    private Compute compute;
    private AnalyticTestBed testBed;

    @BeforeEach
    void people() throws IOException {
        Files.createDirectories(folder.resolve("people"));
        testBed = new AnalyticTestBed(folder.resolve("people"));
        compute = Compute.open("cpu");
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void aServiceRanksAsTheRecognizerBehindItTrialByTrial() {
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.empty())) {
            RunRecord record = run(
                    suite(
                            server,
                            8,
                            ServiceKind.FACEPP,
                            ServiceKind.REKOGNITION,
                            ServiceKind.COMPREFACE,
                            ServiceKind.TENCENT),
                    "run",
                    options());

            Map<String, Trial> zoo = trials(record, AnalyticTestBed.MODEL);
            for (ServiceKind kind :
                    List.of(ServiceKind.FACEPP, ServiceKind.REKOGNITION, ServiceKind.COMPREFACE, ServiceKind.TENCENT)) {
                Map<String, Trial> remote = trials(record, "rehearsal-" + kind.word());
                assertThat(remote).hasSizeGreaterThan(60);
                SameRanks.assertSame(kind.word(), remote, zoo, RESULTS);
            }
            assertThat(record.info().thresholds()).extracting("recognizer").contains("rehearsal-facepp");
            assertThat(record.metrics())
                    .filteredOn(value -> value.metric().equals("rank1_targeted_recognized"))
                    .extracting(value -> value.cell().model())
                    .contains(AnalyticTestBed.MODEL, "rehearsal-facepp", "rehearsal-rekognition");
            assertThat(Verification.of(record).mismatches()).isEmpty();
        }
    }

    @Test
    void aRunThroughFaultsAccountsForEveryTrialAndKeepsTheCapToTheCall() throws IOException {
        Path log = folder.resolve("requests.csv");
        FaultInjection faults = new FaultInjection(7, 0, .2, .05, .02, 200, .02, 0, 0);
        try (RecognitionServer server = serve(faults, Optional.of(log))) {
            ResolvedSuite suite = suite(server, 8, ServiceKind.FACEPP);
            RunRecord record = run(suite, "run", options());

            assertThat(trials(record, "rehearsal-facepp")).hasSameSizeAs(trials(record, AnalyticTestBed.MODEL));
            assertThat(record.trials())
                    .filteredOn(t -> t.trial().cell().model().equals("rehearsal-facepp"))
                    .allSatisfy(t -> assertThat(t.trial().outcome()).isInstanceOf(Outcome.Compared.class));
            assertThat(rows(log))
                    .hasSize(rows(record.directory().resolve("calls.csv")).size());

            long before = server.calls();
            RunRecord capped = run(suite(server, 3, ServiceKind.REKOGNITION), "capped", capped(50));

            assertThat(server.calls() - before).isEqualTo(50);
            assertThat(trials(capped, "rehearsal-rekognition")).hasSameSizeAs(trials(capped, AnalyticTestBed.MODEL));
            assertThat(capped.info().warnings()).extracting("code").contains("service-unanswered");
            assertThat(Verification.of(capped).mismatches()).isEmpty();
        }
    }

    @Test
    void everyScoreIsJudgedAtTheThresholdsThatCameWithIt() throws IOException {
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.empty())) {
            RunRecord record = run(suite(server, 8, ServiceKind.FACEPP, ServiceKind.TENCENT), "run", options());
            long calls = server.calls();

            List<String> scores = rows(record.directory().resolve("scores.csv"));

            assertThat(rows(record.directory().resolve("calls.csv"))).hasSize((int) calls);
            assertThat(scores).anyMatch(row -> row.contains("percent,1e-3=65.0 1e-4=70.0 1e-5=75.0"));
            assertThat(scores).anyMatch(row -> row.endsWith("1e-3=40.0 1e-4=50.0 1e-5=60.0,3.0"));
            // Both vendors' thresholds stand for the same cosines here, so they accept the same pairs.
            for (String far : List.of("1e-3", "1e-4", "1e-5")) {
                assertThat(own(record, "facepp", far)).isNotEmpty().isEqualTo(own(record, "tencent", far));
            }
            assertThat(Verification.of(record).mismatches()).isEmpty();
            Path file = record.directory().resolve("scores.csv");
            Files.writeString(file, Files.readString(file).replace("1e-3=65.0", "1e-3=95.0"));
            assertThat(Verification.of(record).mismatches())
                    .anySatisfy(mismatch -> assertThat(mismatch.where()).startsWith("scores.csv"))
                    .anySatisfy(mismatch -> assertThat(mismatch.where()).startsWith("metrics.csv"));
        }
    }

    /** What a service makes of protections at its own threshold of a FAR. */
    private static List<String> own(RunRecord record, String kind, String far) {
        return record.metrics().stream()
                .filter(value -> value.metric().endsWith("_own")
                        && value.cell().model().equals("rehearsal-" + kind)
                        && value.far().equals(Optional.of(new Far(Double.parseDouble(far)))))
                .map(value -> String.join(
                        " ",
                        value.cell().defense(),
                        value.pairing().word(),
                        value.metric(),
                        Double.toString(value.value())))
                .toList();
    }

    @Test
    void shardsAreMergedToWhatOneRunSays() throws IOException {
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.empty())) {
            ResolvedSuite suite = suite(server, 8, ServiceKind.FACEPP);
            RunRecord whole = run(suite, "whole", options());
            List<Path> shards = List.of(folder.resolve("first"), folder.resolve("second"));
            for (int i = 0; i < 2; i++) {
                run(testBed, folder, suite, shards.get(i), new Shard(i + 1, 2), options(), Clock.systemUTC());
            }

            RunRecord merged = new RunRecord(folder.resolve("merged"));
            ShardMerge.merge(shards, merged.directory());

            for (String file : List.of("trials.csv", "scores.csv")) {
                assertThat(merged.directory().resolve(file))
                        .hasSameBinaryContentAs(whole.directory().resolve(file));
            }
            assertThat(withoutSpeeds(merged)).isEqualTo(withoutSpeeds(whole));
            assertThat(Verification.of(merged).mismatches()).isEmpty();
        }
    }

    private static List<String> withoutSpeeds(RunRecord record) {
        return rows(record.directory().resolve("metrics.csv")).stream()
                .filter(row -> !row.contains("_per_s"))
                .toList();
    }

    @Test
    void aReplayNeedsNoServiceAndGivesTheSameBytes() throws IOException {
        Path tape = folder.resolve("tape");
        ResolvedSuite suite;
        RunRecord live;
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.empty())) {
            suite = suite(server, 8, ServiceKind.FACEPP, ServiceKind.COMPREFACE);
            live = run(suite, "live", with(Optional.of(tape), Optional.empty()));
        }

        RunRecord replayed = run(
                suite,
                "replayed",
                new ServiceOptions(
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.of(tape),
                        Map.of(),
                        AT_ONCE));

        for (String file : List.of("trials.csv", "calibration.csv", "scores.csv")) {
            assertThat(replayed.directory().resolve(file))
                    .hasSameBinaryContentAs(live.directory().resolve(file));
        }
        assertThat(replayed.directory().resolve("calls.csv")).doesNotExist();
    }

    @Test
    void nothingThatIsWrittenHoldsAKeyOrAName() throws IOException {
        Path tape = folder.resolve("tape");
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(new FaultInjection(7, 0, .01, .01, 0, 0, .01, 0, 0), Optional.of(log))) {
            run(
                    suite(
                            server,
                            8,
                            ServiceKind.FACEPP,
                            ServiceKind.REKOGNITION,
                            ServiceKind.TENCENT,
                            ServiceKind.COMPREFACE),
                    "run",
                    with(Optional.of(tape), Optional.empty()));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(text).as(file.toString()).doesNotContain(Rehearsals.KEY, Rehearsals.SECRET);
                if (file.startsWith(tape) || file.equals(log) || file.endsWith("calls.csv")) {
                    assertThat(text).as(file.toString()).doesNotContain("person-");
                }
            }
        }
    }

    /** Keys that nobody can send, and good ones before a service that repeats all that it was sent. */
    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "AZURE", "TENCENT", "ALIYUN", "COMPREFACE"})
    void aRunThatAKeyOrTheServiceEndsLeavesNothingOfTheKeyBehind(ServiceKind kind) throws IOException {
        String core = "FAKEKEY-LEAKME-1";
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", ServiceRunTest::repeat);
        http.start();
        try {
            ServiceCard card = Rehearsals.card(
                    kind, "http://127.0.0.1:" + http.getAddress().getPort(), limits(1));
            List<String> told = new ArrayList<>();
            for (String key : List.of("\uFEFF" + core, core + "\n", "\"" + core + "\"", core)) {
                ServiceOptions options = new ServiceOptions(
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        Optional.of(folder.resolve("tape" + told.size())),
                        Optional.empty(),
                        Map.of("VISOR_KEY", key, "VISOR_SECRET", key.replace("KEY", "SECRET")),
                        AT_ONCE);
                StringWriter trace = new StringWriter();
                try {
                    run(suite(List.of(card)), "run" + told.size(), options);
                } catch (RuntimeException e) {
                    e.printStackTrace(new PrintWriter(trace));
                }
                told.add(trace.toString());
            }

            assertThat(told.subList(0, 3)).allSatisfy(trace -> assertThat(trace).contains("InputError", "VISOR_KEY"));
            assertThat(told).allSatisfy(trace -> assertThat(trace).doesNotContain("LEAKME", encoded(core)));
        } finally {
            http.stop(0);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("LEAKME", encoded(core));
            }
        }
    }

    private static String encoded(String key) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8))
                .substring(0, 20);
    }

    /** Says no in every contract's way, with all that came in, plain and encoded, for a reason. */
    private static void repeat(HttpExchange exchange) throws IOException {
        String all =
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String reason = all.replaceAll("[^ -~]|[\"\\\\]", " ") + encoded("FAKEKEY-LEAKME-1") + " FAKEKEY-LEAKME-1";
        byte[] body =
                ("{\"error_message\":\"%1$s\",\"__type\":\"%1$s\",\"message\":\"%1$s\",\"code\":\"%1$s\",\"Code\":"
                                + "\"%1$s\",\"error\":{\"code\":\"%1$s\"},\"Response\":{\"Error\":{\"Code\":\"%1$s\"}}}")
                        .formatted(reason)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void whatIsKnownIsNotPaidForAgain() throws IOException {
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.of(log))) {
            ResolvedSuite suite = suite(server, 8, ServiceKind.FACEPP);
            RunRecord first = run(suite, "first", options());
            long calls = server.calls();
            RunRecord second = run(suite, "second", options());

            assertThat(second.directory().resolve("trials.csv"))
                    .hasSameBinaryContentAs(first.directory().resolve("trials.csv"));
            // The canaries, at both ends.
            assertThat(server.calls() - calls).isEqualTo(2L * Canary.PAIRS);
            assertThat(second.info().warnings()).extracting("code").doesNotContain("service-moved");
        }
    }

    @Test
    void aRunThatGoesOnDaysLaterFindsFacesAgainAndPaysForNothingElseTwice() throws IOException {
        Path log = folder.resolve("requests.csv");
        HandClock clock = new HandClock();
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.of(log), clock)) {
            ResolvedSuite suite = suite(List.of(Rehearsals.card(ServiceKind.FACEPP, server.endpoint(), limits(8, 1))));
            run(suite, "capped", capped(UP_TO_A_DETECTION), clock);
            assertThat(rows(log)).last().asString().contains(",facepp,detect,");
            long before = server.calls();

            clock.pass(Duration.ofDays(4));
            Path tape = folder.resolve("tape");
            RunRecord later = run(suite, "later", with(Optional.of(tape), Optional.empty()), clock);

            Map<String, Trial> zoo = trials(later, AnalyticTestBed.MODEL);
            Map<String, Trial> remote = trials(later, "rehearsal-facepp");
            SameRanks.assertSame("facepp", remote, zoo, RESULTS);
            List<String> asked = rows(log).stream()
                    .map(row -> row.split(",", -1)[3] + " " + row.split(",", -1)[8])
                    .toList();
            assertThat(rows(log)).noneMatch(row -> row.contains("INVALID_FACE_TOKEN"));
            Set<String> twice = asked.stream()
                    .filter(question -> Collections.frequency(asked, question) > 1)
                    .collect(Collectors.toSet());
            // The one that was not enrolled, those that have to be enrolled elsewhere, and the canaries.
            assertThat(twice)
                    .filteredOn(question -> question.startsWith("detect"))
                    .hasSize(1 + TARGET_PHOTOS);
            assertThat(twice)
                    .filteredOn(question -> !question.startsWith("detect"))
                    .hasSize(Canary.PAIRS)
                    .allMatch(question -> question.startsWith("compare"));

            clock.pass(Duration.ofDays(4));
            long known = server.calls();
            RunRecord last = run(suite, "last", options(), clock);

            assertThat(known).isGreaterThan(before);
            assertThat(server.calls() - known).isEqualTo(2L * Canary.PAIRS);
            assertThat(last.directory().resolve("trials.csv"))
                    .hasSameBinaryContentAs(later.directory().resolve("trials.csv"));

            clock.pass(Duration.ofDays(400));
            RunRecord replayed = run(suite, "replayed", with(Optional.empty(), Optional.of(tape)), clock);

            assertThat(replayed.directory().resolve("trials.csv"))
                    .hasSameBinaryContentAs(later.directory().resolve("trials.csv"));
        }
    }

    @Test
    void aRunThatIsKilledAndResumedPaysForNoCallTwice() throws Exception {
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(new FaultInjection(1, 5, 0, 0, 0, 0, 0, 0, 0), Optional.of(log))) {
            Path out = folder.resolve("killed");
            Process first = process(server, out);
            boolean ended = false;
            while (server.calls() < 100 && !ended) {
                ended = first.waitFor(1, TimeUnit.MILLISECONDS);
            }
            first.destroyForcibly().waitFor();
            assertThat(server.calls()).isBetween(100L, 250L);

            ServiceCard card = Rehearsals.card(ServiceKind.FACEPP, server.endpoint(), limits(8));
            RunRecord record =
                    run(testBed, folder, suite(List.of(card)), out, Shard.WHOLE, options(), Clock.systemUTC());
            assertThat(trials(record, "rehearsal-facepp")).hasSameSizeAs(trials(record, AnalyticTestBed.MODEL));
            Map<String, Integer> asked = new HashMap<>();
            rows(log).forEach(row -> asked.merge(row.substring(row.lastIndexOf(',') + 1), 1, Integer::sum));
            List<Integer> repeated =
                    asked.values().stream().filter(n -> n > 1).sorted().toList();
            // The canaries, which are asked at every start and at the end, and the four calls in flight at most.
            assertThat(repeated).hasSizeBetween(Canary.PAIRS, Canary.PAIRS + 4);
            assertThat(repeated.subList(0, repeated.size() - Canary.PAIRS)).containsOnly(2);
            long reserved = Files.readAllLines(out.resolve("services/rehearsal-facepp.spending")).stream()
                    .filter(line -> line.startsWith("reserved"))
                    .count();
            assertThat(reserved).isBetween(server.calls(), server.calls() + 4);
        }
    }

    private Process process(RecognitionServer server, Path out) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dai.djl.offline=true",
                        "-cp",
                        classPath,
                        Killed.class.getName(),
                        server.endpoint(),
                        folder.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("process.txt").toFile())
                .start();
    }

    /** A run in a process of its own, which can be killed. */
    static final class Killed {

        private Killed() {}

        public static void main(String... args) throws IOException {
            Path folder = Path.of(args[1]);
            Files.createDirectories(folder.resolve("people"));
            ServiceCard card = Rehearsals.card(ServiceKind.FACEPP, args[0], limits(8));
            run(
                    new AnalyticTestBed(folder.resolve("people")),
                    folder,
                    suite(List.of(card)),
                    Path.of(args[2]),
                    Shard.WHOLE,
                    options(),
                    Clock.systemUTC());
        }
    }

    @Test
    void aServiceWhoseScoresMoveIsToldOf() {
        try (RecognitionServer server = serve(new FaultInjection(1, 0, 0, 0, 0, 0, 0, .1, 60), Optional.empty())) {
            ResolvedSuite suite = suite(server, 8, ServiceKind.FACEPP);
            assertMoved(run(suite, "run", options()), "during the run");
            // Now it stays as it has become, but what is reused is from before.
            assertMoved(run(suite, "next", options()), "since earlier answers");
        }
    }

    private static void assertMoved(RunRecord record, String when) {
        assertThat(record.info().warnings())
                .filteredOn(warning -> warning.code().equals("service-moved"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("rehearsal-facepp", when));
    }

    @Test
    void photosGoNowhereWithoutConsentAndWrongKeysEndTheRunAfterOneCall() {
        try (RecognitionServer server = serve(FaultInjection.NONE, Optional.empty())) {
            ServiceCard elsewhere = Rehearsals.card(ServiceKind.FACEPP, "https://api.example.org", limits(5));
            assertThatThrownBy(() -> run(suite(List.of(elsewhere)), "run", options()))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("--consent noise-people");

            assertThatThrownBy(() -> run(
                            suite(server, 8, ServiceKind.FACEPP),
                            "wrong",
                            new ServiceOptions(
                                    Optional.empty(),
                                    OptionalLong.empty(),
                                    OptionalDouble.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of("VISOR_KEY", "another", "VISOR_SECRET", "another"),
                                    AT_ONCE)))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("refuses what it is asked (AUTHENTICATION_ERROR)");
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    private static ServiceOptions options() {
        return with(Optional.empty(), Optional.empty());
    }

    private static ServiceOptions capped(long calls) {
        return new ServiceOptions(
                Optional.empty(),
                OptionalLong.of(calls),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                KEYS,
                AT_ONCE);
    }

    private static ServiceOptions with(Optional<Path> record, Optional<Path> replay) {
        return new ServiceOptions(
                Optional.empty(), OptionalLong.empty(), OptionalDouble.empty(), record, replay, KEYS, AT_ONCE);
    }

    private RunRecord run(ResolvedSuite suite, String name, ServiceOptions options) {
        return run(suite, name, options, Clock.systemUTC());
    }

    private RunRecord run(ResolvedSuite suite, String name, ServiceOptions options, Clock clock) {
        return run(testBed, folder, suite, folder.resolve("results").resolve(name), Shard.WHOLE, options, clock);
    }

    private static RunRecord run(
            TestBed testBed,
            Path folder,
            ResolvedSuite suite,
            Path out,
            Shard shard,
            ServiceOptions options,
            Clock clock) {
        new SuiteRunner(testBed, Progress.SILENT, clock)
                .run(new RunRequest(
                        suite,
                        folder,
                        folder.resolve("cache"),
                        folder.resolve("results"),
                        Optional.of(out),
                        "cpu",
                        false,
                        false,
                        shard,
                        RunRequest.TIME_LIMIT,
                        options,
                        true));
        return new RunRecord(out);
    }

    /** Reads faces as the test bed's data set says where they are. */
    private RecognitionServer serve(FaultInjection faults, Optional<Path> log) {
        return serve(faults, log, Clock.systemUTC());
    }

    private RecognitionServer serve(FaultInjection faults, Optional<Path> log, Clock clock) {
        LinearRecognizer recognizer = new LinearRecognizer(AnalyticTestBed.MODEL, 2, compute);
        SimilarityTransform toPhoto = new SimilarityTransform(1, 0, 4, 4);
        Landmarks landmarks = Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP)
                .targets().stream().map(toPhoto::apply).toList());
        DetectedFace face = new DetectedFace(new Box(0, 0, 1, 1), 1, landmarks);
        FaceReader reader = photo -> Optional.of(new FaceReading(
                recognizer
                        .embed(List.of(FaceCropper.crop(photo, landmarks, LinearRecognizer.CROP)
                                .quantized()))
                        .get(0),
                face,
                List.of(face)));
        return new RecognitionServer(
                new ServerSettings(0, Rehearsals.KEY, Rehearsals.SECRET, Rehearsals.LIKENESS, faults, 5 << 20, 0, log),
                reader,
                new Clocks(clock, System::nanoTime));
    }

    private static ServiceCard.Limits limits(int tries) {
        return limits(tries, 4);
    }

    private static ServiceCard.Limits limits(int tries, int inFlight) {
        return new ServiceCard.Limits(1e6, inFlight, 0, 4096, 5 << 20, RESULTS, 20, tries, 100_000, 1000);
    }

    private static ResolvedSuite suite(RecognitionServer server, int tries, ServiceKind... kinds) {
        return suite(Stream.of(kinds)
                .map(kind -> Rehearsals.card(kind, server.endpoint(), limits(tries)))
                .toList());
    }

    /** The analytic suite with services beside its models. */
    private static ResolvedSuite suite(List<ServiceCard> cards) {
        ResolvedSuite local = AnalyticTestBed.suite(
                List.of(AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(.1)))));
        Suite plan = local.suite();
        TreeMap<String, ServiceCard> services = new TreeMap<>();
        cards.forEach(card -> services.put(card.id(), card));
        Suite remote = new Suite(
                plan.id(),
                plan.summary(),
                plan.caveat(),
                plan.dataset(),
                plan.detector(),
                plan.alignments(),
                new Suite.Protocol(6, 2, 5, 12, 4, false, new TreeMap<>(), List.of(), Optional.empty(), 4),
                plan.defenses(),
                plan.surrogates(),
                plan.surrogateDefenses(),
                plan.attacks(),
                plan.countermeasures(),
                plan.countermeasureDefenses(),
                plan.countermeasureModels(),
                plan.models(),
                plan.fars(),
                plan.seeds(),
                plan.crop(),
                plan.assets(),
                List.copyOf(services.keySet()));
        return new ResolvedSuite(
                remote,
                local.defenses(),
                local.attacks(),
                local.countermeasures(),
                local.recognizers(),
                local.dataset(),
                local.overrides(),
                Guards.ALL,
                services,
                PairDefenses.NONE);
    }

    private static List<String> rows(Path csv) {
        try {
            List<String> lines = Files.readAllLines(csv);
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
