package dev.visor.service.serve;

import static dev.visor.service.Rehearsals.card;
import static dev.visor.service.Rehearsals.client;
import static dev.visor.service.Rehearsals.limits;
import static dev.visor.service.Rehearsals.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.byLessThan;

import dev.visor.core.InputError;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.service.Blocks;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.Status;
import dev.visor.service.client.Clients;
import dev.visor.service.client.Keys;
import dev.visor.service.serve.http.ServerLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionServerTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @Test
    void aBodyBeyondTheLimitIsRefusedWhetherOrNotItsLengthWasTold() throws Exception {
        try (RecognitionServer server = serve()) {
            byte[] large = new byte[ServerLimits.MAX_BODY + 1];

            assertThat(refused(server, BodyPublishers.ofByteArray(large))).isTrue();
            assertThat(refused(server, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                    .isTrue();
            assertStillAnswers(server);
        }
    }

    /** Told so, or cut off while it was still sending. */
    private static boolean refused(RecognitionServer server, BodyPublisher body) throws InterruptedException {
        try {
            return post(server, "/facepp/v3/compare", "text/plain", body).statusCode() == 413;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aCompressedBodyIsRefusedWithoutBeingUnpacked() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[8 << 20]);
        }
        try (RecognitionServer server = serve()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint() + "/facepp/v3/detect"))
                    .header("Content-Encoding", "gzip")
                    .POST(BodyPublishers.ofByteArray(bomb.toByteArray()))
                    .build();

            assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
            assertStillAnswers(server);
        }
    }

    @Test
    void aSmallFileThatUnpacksToManyPixelsIsNoImage() {
        byte[] bomb = ImageFiles.png(new Photo(6000, 4000, new byte[6000 * 4000 * 3]));
        try (RecognitionServer server = serve();
                RecognitionService service = client(card(ServiceKind.FACEPP, server))) {
            assertThat(bomb.length).isLessThan(1 << 20);
            assertThat(service.compare(Picture.of(bomb), Blocks.face(1)).status())
                    .isEqualTo(Status.REJECTED);
            assertThat(service.compare(Picture.of(new byte[] {1, 2, 3}), Blocks.face(1))
                            .status())
                    .isEqualTo(Status.REJECTED);
        }
    }

    @Test
    void whateverIsSentIsAnsweredInTheContractsWords() throws Exception {
        try (RecognitionServer server = serve()) {
            for (String body : List.of("", "{", "--x", "a=b&api_key", "[".repeat(5000), "%zz=%")) {
                for (String type : List.of(
                        "multipart/form-data; boundary=x",
                        "multipart/form-data",
                        "application/x-www-form-urlencoded",
                        "application/json")) {
                    HttpResponse<String> response =
                            post(server, "/facepp/v3/compare", type, BodyPublishers.ofString(body));

                    assertThat(response.statusCode()).isBetween(400, 499);
                    assertThat(response.body()).contains("error_message");
                }
            }
            assertThat(post(server, "/nowhere", "text/plain", BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(404);
            assertStillAnswers(server);
        }
    }

    @Test
    void hundredsOfSlowSendersHoldUpNobodyAndLoseTheirConnections() throws Exception {
        ServerLimits strict =
                new ServerLimits(100, seconds(2), seconds(2), seconds(2), seconds(2), 64 << 20, 64 << 20, 256);
        try (RecognitionServer server = within(strict)) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String begun =
                        i % 2 == 0 ? "POST /facepp/v3/det" : head("/facepp/v3/detect", "Content-Length: 1000") + "abc";
                slow.add(sent(server, begun));
            }

            long begun = System.nanoTime();
            assertStillAnswers(server);

            // One decoded photo and some round trips, on however busy a machine; not the time that the slow ones are
            // given.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            for (Socket socket : slow) {
                // Reads on until the server closes the connection.
                assertThat(answer(socket))
                        .satisfiesAnyOf(
                                text -> assertThat(text).isEmpty(),
                                text -> assertThat(text).startsWith("HTTP/1.1 408"));
            }
            assertStillAnswers(server);
        }
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static RecognitionServer within(ServerLimits bounds) {
        return new RecognitionServer(
                settings(0, bounds, Optional.empty(), sentence -> {}), Blocks::sight, Rehearsals.CLOCKS);
    }

    private static ServerSettings settings(int port, ServerLimits bounds, Optional<Path> log, Consumer<String> told) {
        return new ServerSettings(
                port,
                Rehearsals.KEY,
                Rehearsals.SECRET,
                Rehearsals.LIKENESS,
                FaultInjection.NONE,
                5 << 20,
                0,
                log,
                ServerSettings.REGIONS,
                bounds,
                told);
    }

    private static String head(String path, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static Socket sent(RecognitionServer server, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** All that comes until the connection ends. */
    private static String answer(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example.org",
                "Host: 127.0.0.1.evil.example.org:80",
                "Host: user@127.0.0.1",
                "Host: 127.0.0.1\r\nHost: evil.example.org",
                "Host: 127.0.0.1\r\nOrigin: https://evil.example.org",
                "Host: localhost:80\r\nOrigin: null",
                "Host: 127.0.0.1\r\nOrigin: http://localhost.evil.example.org",
                "Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site",
                "X-Host: 127.0.0.1"
            })
    void aPageFromElsewhereIsNotAnswered(String headers) throws IOException {
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(FaultInjection.NONE, 0, Optional.of(log))) {
            String told = answer(sent(
                    server,
                    "GET /api/v1/recognition/faces HTTP/1.1\r\n" + headers + "\r\nx-api-key: " + Rehearsals.KEY
                            + "\r\nConnection: close\r\n\r\n"));

            assertThat(told)
                    .satisfiesAnyOf(
                            text -> assertThat(text).startsWith("HTTP/1.1 421"),
                            text -> assertThat(text).startsWith("HTTP/1.1 403"),
                            text -> assertThat(text).startsWith("HTTP/1.1 400"));
            assertThat(told).doesNotContainIgnoringCase("access-control-allow");
        }
    }

    @Test
    void thisMachineIsAnsweredByAnyOfItsNamesAtAnyPort() throws IOException {
        try (RecognitionServer server = serve()) {
            for (String headers : List.of(
                    "Host: localhost:9000", "Host: [::1]:80", "Host: 127.0.0.1\r\nOrigin: http://LOCALHOST:3000")) {
                assertThat(answer(
                                sent(server, "GET /nowhere HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")))
                        .startsWith("HTTP/1.1 404");
            }
        }
    }

    @Test
    void requestsThatAreSentTogetherAreAnsweredOneAfterTheOther() throws IOException {
        try (RecognitionServer server = serve()) {
            String request = "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            String last = "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

            assertThat(answer(sent(server, request.repeat(4) + last)).split("HTTP/1.1 404", -1))
                    .hasSize(6);
        }
    }

    @Test
    void aBlankKeyOpensNothing() {
        for (String key : List.of("", " ", "\uFEFFkey")) {
            assertThatThrownBy(() -> new ServerSettings(
                            0,
                            key,
                            Rehearsals.SECRET,
                            Rehearsals.LIKENESS,
                            FaultInjection.NONE,
                            5 << 20,
                            0,
                            Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(settings(0).toString()).doesNotContain(Rehearsals.KEY, Rehearsals.SECRET);
    }

    @Test
    void whoHasNoKeyDoesNotHaveThePhotoLookedAt() throws Exception {
        int[] looked = {0};
        try (RecognitionServer server = new RecognitionServer(
                settings(0),
                photo -> {
                    looked[0]++;
                    return Blocks.sight(photo);
                },
                Rehearsals.CLOCKS)) {
            for (ServiceKind kind :
                    List.of(ServiceKind.FACEPP, ServiceKind.REKOGNITION, ServiceKind.TENCENT, ServiceKind.COMPREFACE)) {
                ServiceCard card = card(kind, server);
                Keys wrong = Keys.of(card, Map.of("VISOR_KEY", "AKIDanotherkey", "VISOR_SECRET", "another"));
                try (RecognitionService service = Clients.open(card, wrong)) {
                    assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status())
                            .isEqualTo(Status.REFUSED);
                }
            }
        }
        assertThat(looked[0]).isZero();
    }

    @Test
    void callsWithoutAKeyHoldUpNobodyWhoHasOne() throws Exception {
        try (RecognitionServer server = new RecognitionServer(
                settings(
                        0,
                        new ServerLimits(512, seconds(5), seconds(5), seconds(60), seconds(5), 64 << 20, 64 << 20, 2),
                        Optional.empty(),
                        sentence -> {}),
                Blocks::sight,
                Rehearsals.CLOCKS)) {
            List<CompletableFuture<Integer>> many = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> extract(server, Blocks.face(i)), task -> new Thread(task).start()))
                    .toList();

            assertStillAnswers(server);

            // Those that found no room were told so, by a status and not by a closed connection.
            assertThat(many).extracting(CompletableFuture::join).contains(200).isSubsetOf(200, 429);
        }
    }

    private static int extract(RecognitionServer server, Picture face) {
        String body = "{\"images\":{\"data\":[\"" + Base64.getEncoder().encodeToString(face.file()) + "\"]}}";
        try {
            return post(server, "/extract", "application/json", BodyPublishers.ofString(body))
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            return 0;
        }
    }

    @Test
    void moreCallsThanThereIsRoomForAreToldSoInTheContractsWords() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        try (RecognitionServer server = new RecognitionServer(
                        settings(
                                0,
                                new ServerLimits(
                                        512, seconds(5), seconds(60), seconds(60), seconds(5), 64 << 20, 64 << 20, 1),
                                Optional.empty(),
                                sentence -> {}),
                        photo -> {
                            await(free);
                            return Blocks.sight(photo);
                        },
                        Rehearsals.CLOCKS);
                RecognitionService service = client(card(ServiceKind.REKOGNITION, server))) {
            List<CompletableFuture<Status>> calls = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> service.compare(Blocks.face(i), Blocks.face(i + 1))
                                    .status(),
                            task -> new Thread(task).start()))
                    .toList();
            while (calls.stream().filter(CompletableFuture::isDone).count() < 12 - 5) {
                Thread.onSpinWait();
            }
            free.countDown();

            assertThat(calls).extracting(CompletableFuture::join).containsOnly(Status.OK, Status.RATE_LIMITED);
        }
    }

    @Test
    void namesOfMegabytesNeitherEndTheServerNorStayInIt() throws Exception {
        String name = "n".repeat(14 << 20);
        try (RecognitionServer server = serve();
                RecognitionService tencent = client(card(ServiceKind.TENCENT, server));
                RecognitionService rekognition = client(card(ServiceKind.REKOGNITION, server));
                RecognitionService facepp = client(card(ServiceKind.FACEPP, server))) {
            for (RecognitionService service : List.of(tencent, rekognition, facepp)) {
                for (int i = 0; i < 2; i++) {
                    assertThat(service.ask(ServiceRequest.open(name)).status()).isEqualTo(Status.REFUSED);
                }
                assertThat(service.ask(ServiceRequest.open("a b")).status())
                        .isEqualTo(service == facepp ? Status.OK : Status.REFUSED);
            }
            assertThat(rekognition.ask(ServiceRequest.open("n".repeat(255))).status())
                    .isEqualTo(Status.OK);
            assertThat(rekognition.ask(ServiceRequest.open("n".repeat(256))).status())
                    .isEqualTo(Status.REFUSED);
            assertThat(rekognition
                            .ask(ServiceRequest.enrol("n".repeat(255), "a b", Blocks.face(1)))
                            .status())
                    .isEqualTo(Status.REFUSED);
            assertStillAnswers(server);
        }
    }

    @Test
    void whatIsRememberedHasItsRoomAndForgettingMakesIt() {
        ServerLimits small =
                new ServerLimits(512, seconds(5), seconds(60), seconds(60), seconds(5), 64 << 20, 1 << 20, 256);
        try (RecognitionServer server = within(small);
                RecognitionService service = client(card(ServiceKind.REKOGNITION, server))) {
            service.ask(ServiceRequest.open("faces"));
            Picture face = Blocks.face(1);
            int enrolled = 0;
            while (enrolled < 5000
                    && service.enrol("faces", "e" + enrolled, face).status() == Status.OK) {
                enrolled++;
            }

            assertThat(enrolled).isBetween(300, 3000);
            assertThat(service.ask(ServiceRequest.close("faces")).status()).isEqualTo(Status.OK);
            service.ask(ServiceRequest.open("faces"));
            assertThat(service.enrol("faces", "again", face).status()).isEqualTo(Status.OK);
        }
    }

    @Test
    void bodiesThatUnpackToManyObjectsAreRefused() throws Exception {
        try (RecognitionServer server = serve()) {
            for (String body : List.of(
                    "{\"a\":[" + "{},".repeat(1_000_000) + "{}]}",
                    "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}",
                    "{\"" + "a".repeat(1000) + "\":1}")) {
                assertThat(post(server, "/extract", "application/json", BodyPublishers.ofString(body))
                                .statusCode())
                        .isEqualTo(400);
            }
            assertThat(post(
                                    server,
                                    "/facepp/v3/compare",
                                    "application/x-www-form-urlencoded",
                                    BodyPublishers.ofString("a&".repeat(4_000_000)))
                            .statusCode())
                    .isEqualTo(400);
            assertStillAnswers(server);
        }
    }

    @Test
    void whatFailsWithinIsAnErrorInTheContractsWordsWhateverItIs() {
        try (RecognitionServer server = new RecognitionServer(
                        settings(0),
                        photo -> {
                            throw new StackOverflowError();
                        },
                        Rehearsals.CLOCKS);
                RecognitionService service = client(card(ServiceKind.COMPREFACE, server))) {
            for (int i = 0; i < 10; i++) {
                assertThat(service.compare(Blocks.face(i), Blocks.face(2)).status())
                        .isEqualTo(Status.UNAVAILABLE);
            }
        }
    }

    @Test
    void aLogIsCsvWhateverThePathOfACallHoldsAndTellsWhatItCannotWrite() throws Exception {
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(FaultInjection.NONE, 0, Optional.of(log))) {
            answer(sent(
                    server,
                    "GET /api/v1/=cmd(%22a%22),b%0d%0ac%1b[31m HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: "
                            + Rehearsals.KEY + "\r\nConnection: close\r\n\r\n"));
            answer(sent(server, head("/", "X-TC-Action: =1+1", "Content-Length: 0", "Connection: close")));
        }
        List<String> rows = Files.readAllLines(log);
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1))
                .contains(",compreface,\"GET =cmd(\"\"a\"\"),b c [31m\",")
                .doesNotContain("\u001b");
        assertThat(rows.get(2)).contains(",tencent,'=1+1,");
    }

    @Test
    void aLogThatCannotBeWrittenIsToldOnceAndInTheEndHowMuchItLacks() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<InputStream> end = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.newInputStream(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        List<String> told = new CopyOnWriteArrayList<>();
        try (RecognitionServer server = new RecognitionServer(
                settings(0, ServerLimits.of(1 << 30), Optional.of(pipe), told::add),
                Blocks::sight,
                Rehearsals.CLOCKS)) {
            end.join().close();
            assertStillAnswers(server);
            assertStillAnswers(server);
        }
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("pipe cannot be written any longer");
        assertThat(told.get(1)).contains("lacks 2 calls");
    }

    @Test
    void manyClientsAtOnceAreAllAnsweredAndLogged() throws Exception {
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(FaultInjection.NONE, 0, Optional.of(log));
                RecognitionService service = client(card(ServiceKind.FACEPP, server))) {
            List<CompletableFuture<Status>> calls = IntStream.range(0, 100)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                            service.compare(Blocks.face(i), Blocks.face(i + 1)).status()))
                    .toList();

            assertThat(calls).extracting(CompletableFuture::join).containsOnly(Status.OK);
        }
        List<String> rows = Files.readAllLines(log);
        assertThat(rows).hasSize(101);
        assertThat(rows.get(1)).contains(",facepp,compare,none,ok,200,");
        assertThat(Files.readString(log)).doesNotContain(Rehearsals.SECRET, Rehearsals.KEY);
    }

    @Test
    void aStopAnswersWhatIsInFlightAndRefusesWhatIsNew() {
        RecognitionServer server = serve(new FaultInjection(1, 0, 0, 0, 1, 60_000, 0, 0, 0), 0, Optional.empty());
        try (RecognitionService service = client(card(ServiceKind.FACEPP, server.endpoint(), limits(8)))) {
            CompletableFuture<Status> hanging = CompletableFuture.supplyAsync(
                    () -> service.compare(Blocks.face(1), Blocks.face(2)).status());
            while (server.calls() == 0) {
                Thread.onSpinWait();
            }
            server.close();

            // It would have hung for a minute; a stop does not wait for that, nor as long as it would wait for others.
            assertThat(hanging.join()).isEqualTo(Status.UNAVAILABLE);
            assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status()).isEqualTo(Status.UNAVAILABLE);
        }
    }

    @Test
    void aCallInFlightIsAnsweredBeforeTheServerStops() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        RecognitionServer server = new RecognitionServer(
                settings(0),
                photo -> {
                    await(stopping);
                    return Blocks.sight(photo);
                },
                Rehearsals.CLOCKS);
        try (RecognitionService service = client(card(ServiceKind.FACEPP, server.endpoint(), limits(60)))) {
            CompletableFuture<Status> working = CompletableFuture.supplyAsync(
                    () -> service.compare(Blocks.face(1), Blocks.face(2)).status());
            while (server.calls() == 0) {
                Thread.onSpinWait();
            }
            Thread stop = new Thread(server::close);
            stop.start();
            // It waits for the call, which waits for it to wait.
            while (stop.isAlive() && stop.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            stopping.countDown();

            assertThat(working.join()).isEqualTo(Status.OK);
            stop.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPortThatIsTakenIsAMistakeOfTheUser() {
        try (RecognitionServer server = serve()) {
            assertThatThrownBy(() -> new RecognitionServer(settings(server.port()), Blocks::sight, Rehearsals.CLOCKS))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("name another --port");
        }
    }

    @Test
    void aCeilingLetsNoMoreThroughThanItSays() {
        try (RecognitionServer server = serve(FaultInjection.NONE, 4, Optional.empty());
                RecognitionService service = client(card(ServiceKind.REKOGNITION, server))) {
            List<Status> statuses = IntStream.range(0, 12)
                    .mapToObj(
                            i -> service.compare(Blocks.face(1), Blocks.face(2)).status())
                    .toList();

            assertThat(statuses).contains(Status.OK, Status.RATE_LIMITED).containsOnly(Status.OK, Status.RATE_LIMITED);
        }
    }

    @Test
    void driftBeginsAfterTheCallThatIsNamed() {
        try (RecognitionServer server = serve(new FaultInjection(1, 0, 0, 0, 0, 0, 0, .1, 2), 0, Optional.empty());
                RecognitionService service = client(card(ServiceKind.FACEPP, server))) {
            List<Double> raw = IntStream.range(0, 4)
                    .mapToObj(i -> service.compare(Blocks.face(1), Blocks.face(2))
                            .raw()
                            .orElseThrow())
                    .toList();

            assertThat(raw.get(1)).isEqualTo(raw.get(0));
            assertThat(raw.get(2)).isCloseTo(raw.get(0) - 5, byLessThan(1e-9));
            assertThat(raw.get(3)).isEqualTo(raw.get(2));
        }
    }

    private static ServerSettings settings(int port) {
        return new ServerSettings(
                port,
                Rehearsals.KEY,
                Rehearsals.SECRET,
                Rehearsals.LIKENESS,
                FaultInjection.NONE,
                5 << 20,
                0,
                Optional.empty());
    }

    private static void assertStillAnswers(RecognitionServer server) {
        try (RecognitionService service = client(card(ServiceKind.COMPREFACE, server))) {
            assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status()).isEqualTo(Status.OK);
        }
    }

    private static HttpResponse<String> post(RecognitionServer server, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .header("Content-Type", type)
                .POST(body)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
