package dev.visor.service.serve.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.JsonCall;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;
import java.util.Map;
import java.util.TreeMap;

/**
 * Amazon Rekognition's calls on faces and collections: {@code CompareFaces}, {@code DetectFaces}, {@code IndexFaces}, {@code
 * SearchFaces}, {@code SearchFacesByImage}, and what makes, lists, describes and deletes collections and faces.
 *
 * <p>Similarities are 0..100. Below the threshold that is asked for, 80 if none is, no score is told. It compares and enrolls the one
 * face that a photo is of, and detects all.
 */
public final class RekognitionDialect implements ApiDialect {

    private static final String TARGET = "RekognitionService.";
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final double THRESHOLD = 80;

    private final ServerContext context;
    private final Signatures signatures;
    private final RekognitionCollections collections;

    public RekognitionDialect(ServerContext context) {
        this.context = context;
        this.signatures = new Signatures(context);
        this.collections = new RekognitionCollections(context);
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
        if (!call.method().equals("POST") || !call.target().equals("/")) {
            throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        signatures.amazon(call);
        JsonCall asked = JsonCall.of(call);
        ObjectNode body = Reply.JSON.createObjectNode();
        switch (action(call)) {
            case "CompareFaces" -> compare(asked, body, drift);
            case "DetectFaces" -> detect(asked, body);
            case "CreateCollection" -> collections.create(asked, body, region(call));
            case "DeleteCollection" -> collections.delete(asked, body);
            case "DescribeCollection" -> collections.describe(asked, body, region(call));
            case "ListCollections" -> collections.list(asked, body);
            case "IndexFaces" -> collections.index(asked, body);
            case "ListFaces" -> collections.listFaces(asked, body);
            case "DeleteFaces" -> collections.deleteFaces(asked, body);
            case "SearchFaces" -> collections.searchFaces(asked, body, drift);
            case "SearchFacesByImage" -> collections.searchByImage(asked, body, drift);
            default -> throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        return reply(200, body, "ok", Map.of());
    }

    /** The one that the call is signed for. */
    private static String region(Call call) {
        return call.header("authorization").orElse("").split("/")[2];
    }

    /** @throws Refused if there is none, or it lies in a bucket, where a rehearsal cannot look */
    static byte[] image(JsonCall asked, String field) throws Refused {
        if (asked.at(field + ".S3Object").isObject()) {
            throw new Refused(Why.NO_SUCH_OBJECT, field);
        }
        return asked.bytes(field + ".Bytes");
    }

    private void compare(JsonCall asked, ObjectNode body, double drift) throws Refused {
        double threshold = asked.number("SimilarityThreshold", THRESHOLD, 0, 100);
        EmbeddingCache.Seen source = context.embeddingCache().face(image(asked, "SourceImage"), "SourceImage");
        ObjectNode sourceFace = body.putObject("SourceImageFace");
        RekognitionShapes.box(
                sourceFace.putObject("BoundingBox"), source.sight().face(), source);
        sourceFace.put("Confidence", RekognitionShapes.confidence(source.sight().face()));
        ArrayNode matches = body.putArray("FaceMatches");
        ArrayNode unmatched = body.putArray("UnmatchedFaces");
        try {
            EmbeddingCache.Seen target = context.embeddingCache().face(image(asked, "TargetImage"), "TargetImage");
            double similarity = context.likeness()
                    .percent(ApiDialect.drifted(source.embedding().similarity(target.embedding()), drift));
            ObjectNode face = similarity >= threshold
                    ? matches.addObject().put("Similarity", similarity).putObject("Face")
                    : unmatched.addObject();
            RekognitionShapes.found(face, target.sight().face(), target);
        } catch (Refused e) {
            // A target photo without a face is an answer without faces; only the source has to show one.
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
    }

    private void detect(JsonCall asked, ObjectNode body) throws Refused {
        ArrayNode details = body.putArray("FaceDetails");
        try {
            EmbeddingCache.Seen seen = context.embeddingCache().face(image(asked, "Image"), "Image");
            seen.sight().all().forEach(face -> RekognitionShapes.found(details.addObject(), face, seen));
        } catch (Refused e) {
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
    }

    @Override
    public Reply refuse(Call call, Refused refused) {
        return switch (refused.why()) {
            case BAD_ARGUMENT, BAD_NAME, NAME_TOO_LONG ->
                error(400, "InvalidParameterException", "Request has invalid parameters: " + refused.field());
            case BAD_TOKEN ->
                error(400, "InvalidPaginationTokenException", "Request has an invalid token: " + refused.field());
            case NO_FACE ->
                error(400, "InvalidParameterException", "There are no faces in the image. Should be at least 1.");
            case BAD_IMAGE -> error(400, "InvalidImageFormatException", "Request has invalid image format");
            case TOO_LARGE -> error(400, "ImageTooLargeException", "Image size is too large: " + refused.field());
            case NO_SUCH_OBJECT ->
                error(400, "InvalidS3ObjectException", "Unable to get object metadata from S3: " + refused.field());
            case NO_KEY -> error(400, "MissingAuthenticationTokenException", "Missing Authentication Token");
            case UNKNOWN_KEY ->
                error(400, "UnrecognizedClientException", "The security token included in the request is invalid.");
            case INCOMPLETE -> error(400, "IncompleteSignatureException", refused.field());
            case NOT_ALLOWED, STALE -> error(400, "InvalidSignatureException", refused.field());
            case NO_SUCH_COLLECTION ->
                error(400, "ResourceNotFoundException", "The collection id: " + refused.field() + " does not exist");
            // As the vendor does it: a face that is searched for by an id that is not there is a wrong parameter.
            case NO_SUCH_FACE ->
                error(400, "InvalidParameterException", "faceId was not found in the collection: " + refused.field());
            case EXISTS ->
                error(
                        400,
                        "ResourceAlreadyExistsException",
                        "The collection id: " + refused.field() + " already exists");
            case FULL -> error(400, "ServiceQuotaExceededException", "Too many collections or faces");
            case RATE_LIMITED -> error(400, "ProvisionedThroughputExceededException", "Provisioned rate exceeded");
            case INTERNAL -> error(500, "InternalServerError", "Internal error");
            case NO_SUCH_ACTION -> error(400, "UnknownOperationException", "Unknown operation");
        };
    }

    private Reply error(int status, String type, String message) {
        ObjectNode body = Reply.JSON.createObjectNode().put("__type", type).put("Message", message);
        return reply(status, body, type, Map.of("x-amzn-ErrorType", type));
    }

    private Reply reply(int status, ObjectNode body, String code, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("x-amzn-RequestId", context.ids().next());
        return Reply.json(status, body, code, TYPE, all);
    }
}
