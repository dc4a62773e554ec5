package dev.visor.service.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.service.serve.Refused.Why;
import java.util.Map;

/**
 * Amazon Rekognition: {@code CompareFaces}, {@code CreateCollection}, {@code IndexFaces}, {@code SearchFacesByImage} and {@code
 * DeleteCollection}.
 *
 * <p>Similarities are 0..100. Below the threshold that is asked for, 80 if none is, no score is told.
 */
final class RekognitionContract implements Contract {

    private static final String TARGET = "RekognitionService.";
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final double THRESHOLD = 80;
    private static final int MOST_FACES = 4096;

    private final Desk desk;
    private final Signatures signatures;

    RekognitionContract(Desk desk) {
        this.desk = desk;
        this.signatures = new Signatures(desk);
    }

    @Override
    public String name() {
        return "rekognition";
    }

    @Override
    public boolean speaks(Call call) {
        return call.header("x-amz-target").filter(t -> t.startsWith(TARGET)).isPresent();
    }

    @Override
    public String action(Call call) {
        return call.header("x-amz-target").orElse("").substring(TARGET.length());
    }

    @Override
    public Reply answer(Call call, double drift) throws Refused {
        signatures.amazon(call);
        JsonCall asked = JsonCall.of(call);
        ObjectNode body = Reply.JSON.createObjectNode();
        switch (action(call)) {
            case "CompareFaces" -> compare(asked, body, drift);
            case "CreateCollection" -> {
                desk.memory().open(asked.needed("CollectionId"));
                body.put("StatusCode", 200).put("FaceModelVersion", "7.0");
            }
            case "DeleteCollection" -> {
                desk.memory().close(asked.needed("CollectionId"));
                body.put("StatusCode", 200);
            }
            case "IndexFaces" -> index(asked, body);
            case "SearchFacesByImage" -> search(asked, body, drift);
            default -> throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        return Reply.json(200, body, "ok", TYPE, Map.of());
    }

    private void compare(JsonCall asked, ObjectNode body, double drift) throws Refused {
        double threshold = asked.number("SimilarityThreshold", THRESHOLD, 0, 100);
        Embedding source = desk.eyes().face(asked.bytes("SourceImage.Bytes"), "SourceImage");
        body.putObject("SourceImageFace").put("Confidence", 100);
        ArrayNode matches = body.putArray("FaceMatches");
        ArrayNode unmatched = body.putArray("UnmatchedFaces");
        try {
            Embedding target = desk.eyes().face(asked.bytes("TargetImage.Bytes"), "TargetImage");
            double similarity = desk.likeness().percent(Contract.drifted(source.similarity(target), drift));
            if (similarity >= threshold) {
                matches.addObject()
                        .put("Similarity", similarity)
                        .putObject("Face")
                        .put("Confidence", 100);
            } else {
                unmatched.addObject().put("Confidence", 100);
            }
        } catch (Refused e) {
            // A target photo without a face is an answer without faces; only the source has to show one.
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
    }

    private void index(JsonCall asked, ObjectNode body) throws Refused {
        String collection = asked.needed("CollectionId");
        String entry = asked.text("ExternalImageId", "");
        if (!entry.matches("[a-zA-Z0-9_.\\-:]{0,255}")) {
            throw new Refused(Why.BAD_ARGUMENT, "ExternalImageId");
        }
        if (!desk.memory().has(collection)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, collection);
        }
        byte[] file = asked.bytes("Image.Bytes");
        ArrayNode records = body.putArray("FaceRecords");
        body.put("FaceModelVersion", "7.0");
        body.putArray("UnindexedFaces");
        try {
            Embedding face = desk.eyes().face(file, "Image");
            // As the service does it: the same photo enrolled twice is enrolled twice.
            String id = faceId(file, entry, desk.memory().size(collection));
            desk.memory().enrol(collection, new Memory.Face(id, entry, face));
            records.addObject().putObject("Face").put("FaceId", id).put("ExternalImageId", entry);
        } catch (Refused e) {
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
    }

    private static String faceId(byte[] file, String entry, int number) {
        String hex = Digest.builder("face id")
                .add("file", file)
                .add("entry", entry)
                .add("number", number)
                .build()
                .hex();
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }

    private void search(JsonCall asked, ObjectNode body, double drift) throws Refused {
        String collection = asked.needed("CollectionId");
        double threshold = asked.number("FaceMatchThreshold", THRESHOLD, 0, 100);
        int limit = (int) asked.number("MaxFaces", MOST_FACES, 1, MOST_FACES);
        if (!desk.memory().has(collection)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, collection);
        }
        Embedding probe = desk.eyes().face(asked.bytes("Image.Bytes"), "Image");
        body.put("SearchedFaceConfidence", 100).put("FaceModelVersion", "7.0");
        ArrayNode matches = body.putArray("FaceMatches");
        desk.memory()
                .search(collection, probe, limit, cosine -> Contract.drifted(cosine, drift))
                .forEach(found -> {
                    double similarity = desk.likeness().percent(found.cosine());
                    if (similarity >= threshold) {
                        matches.addObject()
                                .put("Similarity", similarity)
                                .putObject("Face")
                                .put("FaceId", found.face().handle())
                                .put("ExternalImageId", found.face().entry());
                    }
                });
    }

    @Override
    public Reply refuse(Call call, Refused refused) {
        return switch (refused.why()) {
            case BAD_ARGUMENT ->
                error(400, "InvalidParameterException", "Request has invalid parameters: " + refused.field());
            case NO_FACE -> error(400, "InvalidParameterException", "There are no faces in the image.");
            case BAD_IMAGE -> error(400, "InvalidImageFormatException", "Request has invalid image format");
            case TOO_LARGE -> error(400, "ImageTooLargeException", "Image size is too large: " + refused.field());
            case NOT_ALLOWED ->
                error(400, "InvalidSignatureException", "The request signature we calculated does not match");
            case NO_SUCH_COLLECTION -> error(400, "ResourceNotFoundException", "The collection does not exist");
            case NO_SUCH_FACE -> error(400, "ResourceNotFoundException", "The face does not exist");
            case EXISTS -> error(400, "ResourceAlreadyExistsException", "The collection exists already");
            case FULL -> error(400, "LimitExceededException", "Too many collections or faces");
            case RATE_LIMITED -> error(400, "ProvisionedThroughputExceededException", "Provisioned rate exceeded");
            case INTERNAL -> error(500, "InternalServerError", "Internal error");
            case NO_SUCH_ACTION -> error(400, "UnknownOperationException", "Unknown operation");
        };
    }

    private static Reply error(int status, String type, String message) {
        return Reply.json(
                status,
                Reply.JSON.createObjectNode().put("__type", type).put("Message", message),
                type,
                TYPE,
                Map.of("x-amzn-ErrorType", type));
    }
}
