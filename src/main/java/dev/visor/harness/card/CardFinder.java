package dev.visor.harness.card;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Interval;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.ModelKind;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.RecognizerFormats;
import dev.visor.recognizer.isolation.TriedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds out how a recognizer's file is to be asked, by trying all ways on pairs whose answer is known. */
public final class CardFinder {

    /** Below, no way of asking shows a recognizer of faces. */
    private static final double LEAST_ACCURACY = .65;

    private CardFinder() {}

    /**
     * The findings about a file.
     *
     * @param card of the best way, with the values of its check picture
     * @param scores of all ways, best first
     * @param said what a person should know of the file and of the choice, a sentence each
     * @param clear whether the best way is better than the second beyond chance
     */
    public record Found(RecognizerCard card, List<CandidateScore> scores, List<String> said, boolean clear) {

        public Found {
            scores = List.copyOf(scores);
            said = List.copyOf(said);
        }
    }

    /**
     * Tries a file.
     *
     * @param pairs how many of the data set, even
     * @throws InputError if the file is no recognizer that Visor reads, or the data set has too few pairs
     */
    public static Found find(
            String id, Path file, DataSet data, int pairs, FaceLocator photographs, Progress progress) {
        ModelKind kind = ModelKind.of(file);
        List<LabelledPair> sample = PairSample.of(data, pairs);
        RecognizerCard blank = blank(id, kind, file);
        try (TriedModel model = new TriedModel(blank, ModelFile.of(blank, file))) {
            List<String> said = new ArrayList<>();
            said.add(told(kind, model.forms()));
            List<Candidate> candidates = Candidate.all(model.forms());
            if (candidates.isEmpty()) {
                throw new InputError(
                        "%s: none of its outputs holds a row of 32 to 8192 values for a face, so none is an embedding (%s); export it with the embedding as its output"
                                .formatted(file, outputs(model.forms())));
            }
            List<CandidateScore> scores = new CardTrial(model, blank, photographs, progress).run(candidates, sample);
            CandidateScore best = scores.get(0);
            require(file, best);
            if (kind == ModelKind.ONNX) {
                said.add(rule(model.forms(), best));
            }
            boolean clear = compared(scores, said);
            RecognizerCard card = best.candidate().card(blank);
            return new Found(checked(card, model), scores, said, clear);
        }
    }

    private static void require(Path file, CandidateScore best) {
        if (!best.fault().isEmpty()) {
            throw new InputError("%s cannot be asked in any way: %s".formatted(file, best.fault()));
        }
        if (best.separation().accuracy() < LEAST_ACCURACY) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "%s recognizes nobody: the best way of asking it (%s) tells %.1f %% of %d pairs right, and chance half of them; it is no recognizer of faces, or wants a crop that Visor does not make",
                    file,
                    best.candidate().words(),
                    100 * best.separation().accuracy(),
                    best.pairs()));
        }
    }

    private static RecognizerCard blank(String id, ModelKind kind, Path file) {
        RecognizerCard unpinned = card(id, kind, Digest.of(""));
        try {
            return card(id, kind, RecognizerFormats.digest(unpinned, file));
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private static RecognizerCard card(String id, ModelKind kind, Digest sha256) {
        return new RecognizerCard(
                id,
                kind.word(),
                "",
                new RecognizerCard.Asset("", ""),
                sha256,
                Crop.ARCFACE112,
                1,
                "unknown",
                "unknown",
                "unknown",
                List.of(),
                Map.of());
    }

    private static String told(ModelKind kind, FileForms forms) {
        String takes = forms.forms().stream()
                .map(form -> String.format(
                        Locale.ROOT,
                        "%d x %d (%s)",
                        form.height(),
                        form.width(),
                        form.layout().word()))
                .collect(Collectors.joining(", "));
        return "%s takes faces of %s and returns %s"
                .formatted(kind == ModelKind.ONNX ? "ONNX; it" : "TorchScript; it", takes, outputs(forms));
    }

    private static String outputs(FileForms forms) {
        return forms.forms().get(0).outputs().stream()
                .map(output -> String.format(
                        Locale.ROOT,
                        "%s%s",
                        output.name().isEmpty() ? "" : output.name() + ": ",
                        output.values() == 0 ? "no row of values" : output.values() + " values"))
                .collect(Collectors.joining(", "));
    }

    /** InsightFace's rule, and whether the pairs agree with it. */
    private static String rule(FileForms forms, CandidateScore best) {
        boolean scaled = !best.candidate().input().isUnscaled();
        String verdict = forms.scalesItself()
                ? "Sub and Mul are among the first 8 nodes of its graph: by InsightFace's rule it scales pixels itself (mean 0, std 1)"
                : "no Sub and Mul are among the first 8 nodes of its graph: by InsightFace's rule it wants scaled pixels";
        return verdict + (scaled == forms.scalesItself() ? "; the pairs say otherwise" : "; the pairs agree");
    }

    /** Whether the best is better than the second by more than chance, in accuracy or in how far the two kinds lie apart. */
    private static boolean compared(List<CandidateScore> scores, List<String> said) {
        CandidateScore best = scores.get(0);
        if (scores.size() < 2 || scores.get(1).pairs() != best.pairs()) {
            said.add("there is no second way that was tried on as many pairs");
            return true;
        }
        CandidateScore second = scores.get(1);
        Interval accuracy = best.moreAccurateThan(second);
        Interval apart = best.fartherThan(second);
        boolean clear = accuracy.low() > 0 || apart.low() > 0;
        said.add("%s: %s"
                .formatted(
                        clear ? "the choice is clear" : "the choice is NOT CLEAR (give more --pairs)",
                        best.candidate().words()));
        said.add(String.format(
                Locale.ROOT,
                "against %s: accuracy %+.1f points (95 %% interval %+.1f to %+.1f), d' %+.2f (%+.2f to %+.2f)",
                second.candidate().words(),
                100 * (best.separation().accuracy() - second.separation().accuracy()),
                100 * accuracy.low(),
                100 * accuracy.high(),
                best.separation().dPrime() - second.separation().dPrime(),
                apart.low(),
                apart.high()));
        return clear;
    }

    private static RecognizerCard checked(RecognizerCard card, TriedModel model) {
        model.use(card);
        FaceImage picture = LoadCheck.picture(card.crop());
        List<Double> check = LoadCheck.first(model.embed(List.of(picture)).get(0)).stream()
                .map(value -> Math.rint(value * 1e4) / 1e4)
                .toList();
        return card.stating(check);
    }
}
