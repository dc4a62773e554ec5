package dev.visor.service.serve;

import static dev.visor.service.Rehearsals.card;
import static dev.visor.service.Rehearsals.client;
import static dev.visor.service.Rehearsals.limits;
import static dev.visor.service.Rehearsals.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.InputError;
import dev.visor.core.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.service.Blocks;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceKind;
import dev.visor.service.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognitionServerTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @Test
    void aBodyBeyondTheLimitIsRefusedWhetherOrNotItsLengthWasTold() throws Exception {
        try (RecognitionServer server = serve()) {
            byte[] large = new byte[RecognitionServer.MAX_BODY + 1];

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

            assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
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
    void clientsThatAreSlowToSendHoldUpNobodyAndLoseTheirConnection() throws Exception {
        try (RecognitionServer server = serve()) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                socket.getOutputStream()
                        .write("POST /facepp/v3/detect HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc"
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }

            assertStillAnswers(server);
            for (Socket socket : slow) {
                // Blocks until the server closes the connection.
                assertThat(end(socket)).isTrue();
                socket.close();
            }
        }
    }

    private static boolean end(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void manyClientsAtOnceAreAllAnsweredAndLogged() throws Exception {
        Path log = folder.resolve("requests.csv");
        try (RecognitionServer server = serve(Faults.NONE, 0, Optional.of(log));
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
        RecognitionServer server = serve(new Faults(1, 0, 0, 0, 1, 60_000, 0, 0, 0), 0, Optional.empty());
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
                    return Blocks.read(photo);
                },
                Clock.systemUTC());
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
            assertThatThrownBy(() -> new RecognitionServer(settings(server.port()), Blocks::read, Clock.systemUTC()))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("name another --port");
        }
    }

    @Test
    void aCeilingLetsNoMoreThroughThanItSays() {
        try (RecognitionServer server = serve(Faults.NONE, 4, Optional.empty());
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
        try (RecognitionServer server = serve(new Faults(1, 0, 0, 0, 0, 0, 0, .1, 2), 0, Optional.empty());
                RecognitionService service = client(card(ServiceKind.FACEPP, server))) {
            List<Double> raw = IntStream.range(0, 4)
                    .mapToObj(i -> service.compare(Blocks.face(1), Blocks.face(2))
                            .raw()
                            .orElseThrow())
                    .toList();

            assertThat(raw.get(1)).isEqualTo(raw.get(0));
            assertThat(raw.get(2)).isCloseTo(raw.get(0) - 5, within(1e-9));
            assertThat(raw.get(3)).isEqualTo(raw.get(2));
        }
    }

    private static RecognitionServer.Settings settings(int port) {
        return new RecognitionServer.Settings(
                port,
                Rehearsals.KEY,
                Rehearsals.SECRET,
                Rehearsals.LIKENESS,
                Faults.NONE,
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
