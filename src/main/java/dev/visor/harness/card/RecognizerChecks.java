package dev.visor.harness.card;

import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.image.JpegRoundTrip;
import dev.visor.harness.TestBed;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Whether a recognizer can be trusted with a suite: checks on real faces, each in a line, and no score. */
public final class RecognizerChecks {

    private static final int FACES = 8;
    private static final int QUALITY = 95;

    /** Sums of another batch are added up in another order. */
    private static final double ROUNDING = 1e-4;

    private static final double LEAST_MIRRORED = .5;
    private static final double LEAST_COMPRESSED = .9;
    private static final double MOST_STRANGER = .6;

    private final Recognizer recognizer;
    private final List<FaceImage> faces;
    private final List<Check> checks = new ArrayList<>();

    /**
     * One check.
     *
     * @param what was checked
     * @param detail what was found, and what was expected
     */
    public record Check(String what, boolean passed, String detail) {}

    private RecognizerChecks(Recognizer recognizer, List<FaceImage> faces) {
        this.recognizer = recognizer;
        this.faces = faces;
    }

    /**
     * Loads the recognizer and checks it; a file that cannot be loaded is one check that failed.
     *
     * @param data from which faces of several people are taken
     * @throws InputError if the data set shows too few
     */
    public static List<Check> of(
            RecognizerCard card, TestBed testBed, DataSet data, FaceLocator photographs, Compute compute) {
        List<FaceImage> faces = faces(card, data, photographs);
        try (Recognizer recognizer = testBed.recognizer(card, compute)) {
            LoadCheck.of(recognizer, compute);
            RecognizerChecks checks = new RecognizerChecks(recognizer, faces);
            checks.run();
            return List.copyOf(checks.checks);
        } catch (InputError e) {
            return List.of(new Check("file and card", false, e.getMessage()));
        }
    }

    private static List<FaceImage> faces(RecognizerCard card, DataSet data, FaceLocator photographs) {
        List<FaceImage> faces = new ArrayList<>();
        for (LabelledPair pair : PairSample.of(data, 4 * FACES)) {
            FacePhoto photo = pair.first().photos().get(0);
            if (!pair.genuine()
                    && faces.size() < FACES
                    && photographs.see(photo).cutTo(card.crop()) instanceof AlignedFace.Face face) {
                faces.add(face.face());
            }
        }
        if (faces.size() < FACES) {
            throw new InputError(String.format(
                    Locale.ROOT, "data set %s shows %d faces, and %d are needed", data.id(), faces.size(), FACES));
        }
        return faces;
    }

    private void run() {
        checks.add(new Check(
                "file and card",
                true,
                String.format(
                        Locale.ROOT,
                        "sha256, dimension %d, check picture, finite, the same again and in company",
                        recognizer.card().dimension())));
        List<Embedding> alone = embedAlone(faces);
        check("the same twice", () -> apart(alone, embedAlone(faces)), 0, ROUNDING, "largest difference of a value");
        check(
                "three together as three alone",
                () -> apart(alone.subList(0, 3), recognizer.embed(faces.subList(0, 3))),
                0,
                ROUNDING,
                "largest difference of a value");
        check(
                "mirrored",
                () -> least(
                        alone,
                        embedAlone(faces.stream().map(FaceImage::mirrored).toList())),
                LEAST_MIRRORED,
                1,
                "least similarity of a face and its mirror image");
        check(
                "JPEG " + QUALITY,
                () -> least(
                        alone,
                        embedAlone(faces.stream()
                                .map(face -> JpegRoundTrip.of(face, QUALITY))
                                .toList())),
                LEAST_COMPRESSED,
                1,
                "least similarity of a face and its JPEG");
        check("strangers", () -> strangers(alone), -1, MOST_STRANGER, "largest similarity of two people");
    }

    private void check(String what, DoubleSupplier measured, double least, double most, String words) {
        double found = measured.getAsDouble();
        boolean passed = found >= least - 1e-6 && found <= most + 1e-6;
        String bound = least > -1 && most == 1
                ? String.format(Locale.ROOT, "at least %s", least)
                : String.format(Locale.ROOT, "at most %s", most);
        checks.add(new Check(what, passed, String.format(Locale.ROOT, "%s %.4g, expected %s", words, found, bound)));
    }

    private List<Embedding> embedAlone(List<FaceImage> all) {
        return all.stream().map(face -> recognizer.embed(List.of(face)).get(0)).toList();
    }

    private static double apart(List<Embedding> some, List<Embedding> others) {
        double most = 0;
        for (int i = 0; i < some.size(); i++) {
            for (int k = 0; k < some.get(i).values().length; k++) {
                most = Math.max(
                        most,
                        Math.abs(
                                (double) some.get(i).values()[k] - others.get(i).values()[k]));
            }
        }
        return most;
    }

    private static double least(List<Embedding> some, List<Embedding> others) {
        double least = 1;
        for (int i = 0; i < some.size(); i++) {
            least = Math.min(least, some.get(i).similarity(others.get(i)));
        }
        return least;
    }

    private static double strangers(List<Embedding> people) {
        double most = -1;
        for (int i = 0; i < people.size(); i++) {
            for (int k = 0; k < i; k++) {
                most = Math.max(most, people.get(i).similarity(people.get(k)));
            }
        }
        return most;
    }
}
