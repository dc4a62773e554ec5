package dev.visor.defense.perturbation;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Lfw;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Recognizers and faces of the assets folder, for tests that need real ones. */
record RealFaces(Path assets) {

    /** Aligned faces of different people, quantized, arcface112. */
    List<FaceImage> crops(int count) {
        List<FacePhoto> photos =
                new Lfw().read("lfw", assets.resolve("data/lfw")).photos();
        return IntStream.range(0, count)
                .mapToObj(i -> crop(photos.get(i * 997)))
                .toList();
    }

    Path model(String id) {
        return assets.resolve("models").resolve(id + ".pt");
    }

    TorchScriptRecognizer recognizer(String id, int dimension, Compute compute) throws IOException {
        RecognizerCard card = new RecognizerCard(
                id,
                "torchscript",
                "",
                new RecognizerCard.Asset("", id),
                Digest.ofFile(model(id)),
                Crop.ARCFACE112,
                dimension,
                "",
                "",
                "",
                List.of(),
                Map.of());
        return new TorchScriptRecognizer(card, ModelFile.of(card, model(id)), compute);
    }

    private static FaceImage crop(FacePhoto photo) {
        Reading.Decoded decoded = (Reading.Decoded) ImageFiles.read(photo.file());
        return FaceCropper.crop(decoded.photo(), photo.landmarks().orElseThrow(), Crop.ARCFACE112)
                .quantized();
    }
}
