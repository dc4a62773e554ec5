package dev.visor.recognizer.djl;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.dataset.packages.PackageCache;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.RecognizerCard.Asset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Models that a test gets by package name; where they cannot be had the test is skipped, and says why. */
final class NpmPackages {

    static final String FACE_API = "@vladmandic/face-api@1.7.15";
    static final String FACEPLUGIN = "faceplugin-face-recognition-js@0.0.1";

    static final PackageCache CACHE = PackageCache.of(System.getenv(), System.err::println);

    private NpmPackages() {}

    static Path file(String pack, String path, String sha256) {
        try {
            return CACHE.file(pack, path, new Digest(sha256));
        } catch (InputError e) {
            System.err.println("skipped: " + e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }

    /** A file of the assets folder. */
    static Path asset(String path) {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.err.println("skipped: " + path + " needs VISOR_ASSETS, a folder with models/ and data/");
            return Assumptions.abort("VISOR_ASSETS is not set");
        }
        return Path.of(folder, path);
    }

    static Path dlibWeights() {
        return file(
                FACE_API,
                "model/face_recognition_model.bin",
                "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589");
    }

    static Path dlibManifest() {
        return file(
                FACE_API,
                "model/face_recognition_model-weights_manifest.json",
                "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b");
    }

    static Path mobileFaceNet() {
        return file(
                FACEPLUGIN,
                "model/fr_feature.onnx",
                "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581");
    }

    static UltraLightDetector ultraLight() {
        return new UltraLightDetector(
                Pinned.file(file(
                        FACEPLUGIN,
                        "model/fr_detect.onnx",
                        "6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854")),
                Pinned.file(file(
                        FACEPLUGIN,
                        "model/fr_landmark.onnx",
                        "f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258")));
    }

    static RecognizerCard dlibCard() {
        return dlibCard("cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b");
    }

    static RecognizerCard dlibCard(String manifestDigest) {
        return card(
                "dlib_resnet29",
                "model/face_recognition_model.bin",
                Crop.DLIB150,
                128,
                Map.of(
                        "manifest",
                        "model/face_recognition_model-weights_manifest.json",
                        "manifest_sha256",
                        manifestDigest));
    }

    static RecognizerCard mobileFaceNetCard(int dimension) {
        FaceInput input =
                new FaceInput(ChannelLayout.NCHW, ColorOrder.RGB, FaceInput.each(127), FaceInput.each(128), true);
        return card("faceplugin_onnx", "model/fr_feature.onnx", Crop.ARCFACE112, dimension, Map.of())
                .asking(Crop.ARCFACE112, input, EmbeddingChoice.FOUND);
    }

    private static RecognizerCard card(String id, String path, Crop crop, int dimension, Map<String, Object> params) {
        return new RecognizerCard(
                id,
                "a type",
                "a net of a test",
                new Asset("", path),
                Digest.of(id),
                crop,
                dimension,
                "unknown",
                "unknown",
                "unknown",
                List.of(),
                params);
    }
}
