package dev.visor.recognizer;

import dev.visor.core.Digest;
import dev.visor.core.Trust;
import dev.visor.core.image.Crop;
import dev.visor.dataset.AssetPath;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The facts about a recognizer that are known before it is loaded: a file of {@code suites/recognizers}.
 *
 * @param id file name without ending
 * @param type a word of the registry: {@code torchscript}, {@code onnx}, {@code face-api}, {@code command}
 * @param asset where the weights are
 * @param sha256 of the weights
 * @param crop how faces are cut for it
 * @param dimension of its embeddings
 * @param architecture family; nets of one family make no cross-architecture claim
 * @param trainedOn data sets it was trained on, {@code unknown} if not told
 * @param licence as stated upstream
 * @param check first values of the unit embedding of {@link SyntheticFace}, empty if not given: a wrong preprocessing
 *     then fails at load
 * @param params of the type
 * @param input what the file takes for a face
 * @param output what of its answer is the embedding
 */
public record RecognizerCard(
        String id,
        String type,
        String summary,
        Asset asset,
        Digest sha256,
        Crop crop,
        int dimension,
        String architecture,
        String trainedOn,
        String licence,
        List<Double> check,
        Map<String, Object> params,
        FaceInput input,
        EmbeddingChoice output) {

    /** A card of a network that takes faces as they are, and returns embeddings. */
    public RecognizerCard(
            String id,
            String type,
            String summary,
            Asset asset,
            Digest sha256,
            Crop crop,
            int dimension,
            String architecture,
            String trainedOn,
            String licence,
            List<Double> check,
            Map<String, Object> params) {
        this(
                id,
                type,
                summary,
                asset,
                sha256,
                crop,
                dimension,
                architecture,
                trainedOn,
                licence,
                check,
                params,
                FaceInput.PLAIN,
                EmbeddingChoice.FOUND);
    }

    /**
     * A file among the assets.
     *
     * @param pack {@code NAME@VERSION} of the package that holds it, or empty
     * @param path within the package, the assets folder, or the card's catalog ({@link AssetPath})
     */
    public record Asset(String pack, String path) {

        /** Whether it lies in the assets folder. */
        public boolean isInAssets() {
            return AssetPath.isInAssets(pack, path);
        }
    }

    /** The card with another way of asking the same file, of which its check says nothing. */
    public RecognizerCard asking(Crop otherCrop, FaceInput otherInput, EmbeddingChoice otherOutput) {
        return changed(otherCrop, dimension, List.of(), otherInput, otherOutput);
    }

    /** The card with the first values that its file answers to the check picture. */
    public RecognizerCard stating(List<Double> values) {
        return changed(crop, dimension, values, input, output);
    }

    /** The card of an embedding of another dimension. */
    public RecognizerCard ofDimension(int other) {
        return changed(crop, other, List.of(), input, output);
    }

    /** The card of the same file in another place. */
    public RecognizerCard at(Asset place, String newSummary) {
        return new RecognizerCard(
                id,
                type,
                newSummary,
                place,
                sha256,
                crop,
                dimension,
                architecture,
                trainedOn,
                licence,
                check,
                params,
                input,
                output);
    }

    private RecognizerCard changed(
            Crop newCrop, int newDimension, List<Double> newCheck, FaceInput newInput, EmbeddingChoice newOutput) {
        return new RecognizerCard(
                id,
                type,
                summary,
                asset,
                sha256,
                newCrop,
                newDimension,
                architecture,
                trainedOn,
                licence,
                newCheck,
                params,
                newInput,
                newOutput);
    }

    /** Returns how far what it says can be believed. */
    public Trust trust() {
        return Trust.ofRecognizer(type);
    }

    /** Stands for the weights and how they are asked; the code that asks them stands beside it in keys. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("recognizer")
                .add("type", type)
                .add("sha256", sha256)
                .add("crop", crop.digest());
        // What YAML holds: text, numbers, and lists of them.
        new TreeMap<>(params).forEach((name, value) -> digest.add("params." + name, String.valueOf(value)));
        // What is as it is for most is left out, so that their digests are those of older records.
        if (!input.isPlain()) {
            digest.add("input", input.digest());
        }
        if (!output.equals(EmbeddingChoice.FOUND)) {
            digest.add("output", output.digest());
        }
        return digest.build();
    }
}
