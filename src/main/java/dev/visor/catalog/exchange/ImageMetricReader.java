package dev.visor.catalog.exchange;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.YamlReader;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.harness.plan.ImageMetric;
import dev.visor.recognizer.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the cards of image metrics, which the command line names: a YAML file, and a network beside it. */
public final class ImageMetricReader {

    private static final String LPIPS = "lpips";
    private static final String FID = "fid";

    private ImageMetricReader() {}

    /**
     * Reads all cards.
     *
     * @throws InputError with a line for each problem, or if two give one metric
     */
    public static List<ImageMetric> read(List<Path> cards) {
        List<ImageMetric> metrics = new ArrayList<>();
        for (Path card : cards) {
            if (!Files.isRegularFile(card)) {
                throw new InputError(
                        "image metric %s: there is no such file; name the card of a metric".formatted(card));
            }
            ValidationErrors problems = new ValidationErrors();
            Optional<ImageMetric> metric = new YamlReader(problems)
                    .read(card, card.toString())
                    .flatMap(yaml -> of(new Fields(yaml, problems), card.toAbsolutePath()));
            problems.throwIfAny();
            metrics.add(metric.orElseThrow());
        }
        if (new HashSet<>(metrics.stream().map(ImageMetric::metric).toList()).size() < metrics.size()) {
            throw new InputError("two cards of --image-metric give one metric; name one of each");
        }
        return List.copyOf(metrics);
    }

    private static Optional<ImageMetric> of(Fields fields, Path card) {
        Optional<String> metric = fields.word("metric", "image metric", Map.of(LPIPS, LPIPS, FID, FID));
        Optional<ImageMetric> made = metric.flatMap(word -> word.equals(FID)
                ? Optional.of(new ImageMetric.Frechet(fields.text("features")))
                : pairwise(fields, card));
        fields.done();
        return fields.sound() ? made : Optional.empty();
    }

    private static Optional<ImageMetric> pairwise(Fields fields, Path card) {
        String name = fields.text("file");
        double mean = fields.number("mean");
        double std = fields.number("std");
        if (!fields.sound()) {
            return Optional.empty();
        }
        if (!(std > 0)) {
            fields.report(fields.at("std"), "std must be above 0, got " + std);
            return Optional.empty();
        }
        Path file = card.resolveSibling(name);
        try {
            ModelFile pinned = new ModelFile("image metric " + LPIPS, file, Digest.ofFile(file));
            return Optional.of(new ImageMetric.Pairwise(LPIPS, pinned, mean, std));
        } catch (IOException e) {
            fields.report(
                    fields.at("file"), "file must name a file beside the card, and %s cannot be read".formatted(file));
            return Optional.empty();
        }
    }
}
