package dev.visor.service.serve.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.service.serve.http.JsonCall;
import dev.visor.service.serve.http.NamingRule;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import java.util.List;

/**
 * The operations of Amazon Rekognition on collections: makes, lists, describes and deletes them, and the faces in them.
 *
 * <p>The same photo with the same external id is enrolled once, as the vendor documents; without one, or with another, it is enrolled
 * again under another face id.
 */
final class RekognitionCollections {

    private static final double THRESHOLD = 80;
    private static final int MOST_FACES = 4096;
    private static final int SEARCHED = 80;
    private static final String ACCOUNT = "111122223333";
    private static final double MILLIS = 1000;

    private static final NamingRule COLLECTION = NamingRule.of("CollectionId", 255, "[a-zA-Z0-9_.\\-]+");
    private static final NamingRule EXTERNAL = NamingRule.of("ExternalImageId", 255, "[a-zA-Z0-9_.\\-:]+");
    private static final NamingRule FACE = NamingRule.of("FaceId", 36, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ServerContext context;

    RekognitionCollections(ServerContext context) {
        this.context = context;
    }

    private static String collection(JsonCall asked) throws Refused {
        return asked.name(COLLECTION);
    }

    /** One that is there. */
    private String existing(JsonCall asked) throws Refused {
        String collection = collection(asked);
        if (!context.memory().has(collection)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, collection);
        }
        return collection;
    }

    private static String arn(JsonCall asked, String region) throws Refused {
        return String.join(":", "aws", "rekognition", region, ACCOUNT, "collection/" + collection(asked));
    }

    void create(JsonCall asked, ObjectNode body, String region) throws Refused {
        context.memory().open(collection(asked), context.now());
        body.put("CollectionArn", arn(asked, region))
                .put("FaceModelVersion", RekognitionShapes.FACE_MODEL)
                .put("StatusCode", 200);
    }

    void delete(JsonCall asked, ObjectNode body) throws Refused {
        context.memory().close(existing(asked));
        body.put("StatusCode", 200);
    }

    void describe(JsonCall asked, ObjectNode body, String region) throws Refused {
        String collection = existing(asked);
        body.put("CollectionARN", "arn:" + arn(asked, region))
                .put("CreationTimestamp", context.memory().made(collection).toEpochMilli() / MILLIS)
                .put("FaceCount", context.memory().size(collection))
                .put("FaceModelVersion", RekognitionShapes.FACE_MODEL)
                .put("UserCount", 0);
    }

    void list(JsonCall asked, ObjectNode body) throws Refused {
        ArrayNode ids = body.putArray("CollectionIds");
        ArrayNode models = body.putArray("FaceModelVersions");
        for (String name : page(asked, body, context.memory().names())) {
            ids.add(name);
            models.add(RekognitionShapes.FACE_MODEL);
        }
    }

    /** Returns as many as are asked for, from where the last page ended. */
    private static <T> List<T> page(JsonCall asked, ObjectNode body, List<T> all) throws Refused {
        int most = (int) asked.number("MaxResults", MOST_FACES, 0, MOST_FACES);
        String token = asked.text("NextToken", "0");
        if (!token.matches("\\d{1,9}") || Integer.parseInt(token) > all.size()) {
            throw new Refused(Why.BAD_TOKEN, "NextToken");
        }
        int from = Integer.parseInt(token);
        int to = Math.min(all.size(), from + most);
        if (to < all.size()) {
            body.put("NextToken", Integer.toString(to));
        }
        return all.subList(from, to);
    }

    void index(JsonCall asked, ObjectNode body) throws Refused {
        String collection = collection(asked);
        String entry = asked.at("ExternalImageId").isMissingNode() ? "" : asked.name(EXTERNAL);
        asked.number("MaxFaces", 1, 1, MOST_FACES);
        existing(asked);
        byte[] file = RekognitionDialect.image(asked, "Image");
        ArrayNode records = body.putArray("FaceRecords");
        body.put("FaceModelVersion", RekognitionShapes.FACE_MODEL);
        body.putArray("UnindexedFaces");
        try {
            EmbeddingCache.Seen seen = context.embeddingCache().face(file, "Image");
            Digest photo = Digest.builder("image").add("file", file).build();
            String id = entry.isEmpty()
                    ? context.ids().next()
                    : Ids.uuid(Digest.builder("face id")
                            .add("collection", collection)
                            .add("photo", photo.hex())
                            .add("entry", entry)
                            .build());
            CollectionStore.Face face = new CollectionStore.Face(id, entry, Ids.uuid(photo), seen);
            context.memory().enrol(collection, face);
            ObjectNode record = records.addObject();
            RekognitionShapes.enrolled(record.putObject("Face"), face);
            RekognitionShapes.found(record.putObject("FaceDetail"), seen.sight().face(), seen);
        } catch (Refused e) {
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
    }

    void listFaces(JsonCall asked, ObjectNode body) throws Refused {
        String collection = existing(asked);
        ArrayNode faces = body.putArray("Faces");
        body.put("FaceModelVersion", RekognitionShapes.FACE_MODEL);
        page(asked, body, context.memory().faces(collection))
                .forEach(face -> RekognitionShapes.enrolled(faces.addObject(), face));
    }

    void deleteFaces(JsonCall asked, ObjectNode body) throws Refused {
        String collection = existing(asked);
        JsonNode ids = asked.at("FaceIds");
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_FACES) {
            throw new Refused(Why.BAD_ARGUMENT, "FaceIds");
        }
        for (JsonNode id : ids) {
            FACE.checked(id.asText());
        }
        ArrayNode deleted = body.putArray("DeletedFaces");
        ArrayNode failed = body.putArray("UnsuccessfulFaceDeletions");
        for (JsonNode id : ids) {
            if (context.memory().forgetFace(collection, id.asText())) {
                deleted.add(id.asText());
            } else {
                failed.addObject()
                        .put("FaceId", id.asText())
                        .putArray("Reasons")
                        .add("FACE_NOT_FOUND");
            }
        }
    }

    /** Answers with the faces that are like an enrolled one, which is not among them. */
    void searchFaces(JsonCall asked, ObjectNode body, double drift) throws Refused {
        String collection = existing(asked);
        String id = asked.name(FACE);
        CollectionStore.Face face =
                context.memory().face(collection, id).orElseThrow(() -> new Refused(Why.NO_SUCH_FACE, "FaceId"));
        body.put("SearchedFaceId", id);
        matches(asked, body, collection, face.embedding(), drift, id);
    }

    void searchByImage(JsonCall asked, ObjectNode body, double drift) throws Refused {
        String collection = existing(asked);
        EmbeddingCache.Seen probe = context.embeddingCache().face(RekognitionDialect.image(asked, "Image"), "Image");
        RekognitionShapes.box(
                body.putObject("SearchedFaceBoundingBox"), probe.sight().face(), probe);
        body.put(
                "SearchedFaceConfidence",
                RekognitionShapes.confidence(probe.sight().face()));
        matches(asked, body, collection, probe.embedding(), drift, "");
    }

    private void matches(
            JsonCall asked, ObjectNode body, String collection, Embedding probe, double drift, String itself)
            throws Refused {
        double threshold = asked.number("FaceMatchThreshold", THRESHOLD, 0, 100);
        int limit = (int) asked.number("MaxFaces", SEARCHED, 1, MOST_FACES);
        body.put("FaceModelVersion", RekognitionShapes.FACE_MODEL);
        ArrayNode matches = body.putArray("FaceMatches");
        int more = itself.isEmpty() ? 0 : 1;
        context.memory().search(collection, probe, limit + more, cosine -> ApiDialect.drifted(cosine, drift)).stream()
                .filter(found -> !found.face().handle().equals(itself))
                .limit(limit)
                .forEach(found -> {
                    double similarity = context.likeness().percent(found.cosine());
                    if (similarity >= threshold) {
                        RekognitionShapes.enrolled(
                                matches.addObject()
                                        .put("Similarity", similarity)
                                        .putObject("Face"),
                                found.face());
                    }
                });
    }
}
