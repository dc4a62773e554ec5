package dev.visor.harness.service;

import dev.visor.core.InputError;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.Recognizer;
import dev.visor.service.Clocks;
import dev.visor.service.serve.RecognitionServer;
import dev.visor.service.serve.RecognizerReader;
import dev.visor.service.serve.ServerSettings;
import dev.visor.tensor.Compute;
import java.time.Clock;

/** A recognizer of the zoo behind a service's contract, on this machine, until it is closed. */
public final class Rehearsal implements AutoCloseable {

    private final Compute compute;
    private final Recognizer recognizer;
    private final FaceDetector detector;
    private final RecognitionServer server;

    private Rehearsal(Compute compute, Recognizer recognizer, FaceDetector detector, RecognitionServer server) {
        this.compute = compute;
        this.recognizer = recognizer;
        this.detector = detector;
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param suite its first model serves, behind its detector
     * @throws InputError if the recognizer or the detector is not there, or the port is taken
     */
    public static Rehearsal open(
            ResolvedSuite suite, TestBed testBed, String device, ServerSettings settings, Clock clock) {
        Compute compute = Compute.open(device);
        try {
            FaceDetector detector = testBed.detector(suite.suite().detector(), compute)
                    .orElseThrow(() -> new InputError(
                            "detector %s finds no faces in photos that are sent; take mtcnn or ultra-light"
                                    .formatted(suite.suite().detector())));
            Recognizer recognizer = testBed.recognizer(
                    suite.recognizers().get(suite.suite().models().get(0)), compute);
            LoadCheck.of(recognizer, compute);
            RecognitionServer server = new RecognitionServer(
                    settings, new RecognizerReader(recognizer, detector), new Clocks(clock, System::nanoTime));
            return new Rehearsal(compute, recognizer, detector, server);
        } catch (RuntimeException e) {
            // With it goes whatever was loaded so far.
            compute.close();
            throw e;
        }
    }

    /** Returns the address of the server. */
    public String endpoint() {
        return server.endpoint();
    }

    @Override
    public void close() {
        server.close();
        detector.close();
        recognizer.close();
        compute.close();
    }
}
