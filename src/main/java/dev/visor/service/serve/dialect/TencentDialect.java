package dev.visor.service.serve.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.image.Box;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.JsonCall;
import dev.visor.service.serve.http.NamingRule;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;
import java.math.BigInteger;
import java.util.Set;

/**
 * Tencent Cloud IAI, 2018-03-01 and 2020-03-03: {@code CompareFace}, {@code CreateGroup}, {@code CreatePerson}, {@code
 * SearchFaces} and {@code DeleteGroup}.
 *
 * <p>Scores are 0..100; at FAR 1e-3, 1e-4 and 1e-5 they are 40, 50 and 60 for face model 3.0, and 70, 80 and 90 for 2.0.
 */
public final class TencentDialect implements ApiDialect {

    private static final double[] SCORES_3 = {40, 50, 60};
    private static final double[] SCORES_2 = {70, 80, 90};

    private static final Set<String> VERSIONS = Set.of("2018-03-01", "2020-03-03");
    private static final String CHARACTERS = "[a-zA-Z0-9\\-%@#&_]+";
    private static final NamingRule GROUP = NamingRule.of("GroupId", 64, CHARACTERS);
    private static final NamingRule GROUPS = NamingRule.of("GroupIds.0", 64, CHARACTERS);
    private static final NamingRule GROUP_NAME = NamingRule.of("GroupName", 60, "[^\\p{Cntrl}]+");
    private static final NamingRule PERSON = NamingRule.of("PersonId", 64, CHARACTERS);
    private static final NamingRule PERSON_NAME = NamingRule.of("PersonName", 60, "[^\\p{Cntrl}]+");

    /** Digits of a face's number. */
    private static final int DIGITS = 19;

    private final ServerContext context;
    private final Signatures signatures;

    public TencentDialect(ServerContext context) {
        this.context = context;
        this.signatures = new Signatures(context);
    }

    @Override
    public String name() {
        return "tencent";
    }

    @Override
    public boolean speaks(Call call) {
        return call.header("x-tc-action").isPresent();
    }

    @Override
    public String action(Call call) {
        return call.header("x-tc-action").orElse("");
    }

    @Override
    public Reply answer(Call call, double drift) throws Refused {
        if (!call.method().equals("POST") || !call.target().equals("/")) {
            throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        signatures.tencent(call);
        if (!VERSIONS.contains(call.header("x-tc-version").orElse(""))) {
            throw new Refused(Why.NO_SUCH_ACTION, "X-TC-Version");
        }
        if (!call.header("x-tc-region").map(context.regions()::contains).orElse(true)) {
            throw new Refused(Why.NO_SUCH_ACTION, "X-TC-Region");
        }
        JsonCall asked = JsonCall.of(call);
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode response = body.putObject("Response");
        response.put("RequestId", context.ids().next());
        switch (action(call)) {
            case "CompareFace" -> {
                EmbeddingCache.Seen one = context.embeddingCache().face(asked.bytes("ImageA"), "ImageA");
                EmbeddingCache.Seen other = context.embeddingCache().face(asked.bytes("ImageB"), "ImageB");
                String model = model(asked.text("FaceModelVersion", "3.0"));
                double cosine = ApiDialect.drifted(one.embedding().similarity(other.embedding()), drift);
                response.put("Score", context.likeness().percentThrough(cosine, scores(model)));
                response.put("FaceModelVersion", model);
            }
            case "CreateGroup" -> {
                asked.name(GROUP_NAME);
                context.memory().open(asked.name(GROUP), context.now());
                response.put("FaceModelVersion", model(asked.text("FaceModelVersion", "3.0")));
            }
            case "DeleteGroup" -> context.memory().close(asked.name(GROUP));
            case "CreatePerson" -> person(asked, response);
            case "SearchFaces" -> search(asked, response, drift);
            default -> throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        return Reply.json(200, body, "ok");
    }

    private void person(JsonCall asked, ObjectNode response) throws Refused {
        String group = asked.name(GROUP);
        String person = asked.name(PERSON);
        asked.name(PERSON_NAME);
        if (!context.memory().has(group)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, group);
        }
        if (context.memory().holds(group, person)) {
            throw new Refused(Why.EXISTS, person);
        }
        EmbeddingCache.Seen face = context.embeddingCache().face(asked.bytes("Image"), "Image");
        String id = new BigInteger(context.ids().next().replace("-", ""), 16)
                .add(BigInteger.TEN.pow(DIGITS))
                .toString()
                .substring(0, DIGITS);
        context.memory().enrol(group, new CollectionStore.Face(id, person, "", face));
        response.put("FaceId", id).put("SimilarPersonId", "").put("FaceModelVersion", "3.0");
        rectangle(response.putObject("FaceRect"), face);
    }

    private static void rectangle(ObjectNode node, EmbeddingCache.Seen face) {
        Box box = face.sight().face().box();
        node.put("X", (int) box.left())
                .put("Y", (int) box.top())
                .put("Width", (int) box.width())
                .put("Height", (int) box.height());
    }

    private void search(JsonCall asked, ObjectNode response, double drift) throws Refused {
        String group = asked.name(GROUPS);
        int limit = (int) asked.number("MaxPersonNum", 10, 1, 100);
        double floor = asked.number("FaceMatchThreshold", 0, 0, 100);
        if (!context.memory().has(group)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, group);
        }
        EmbeddingCache.Seen probe = context.embeddingCache().face(asked.bytes("Image"), "Image");
        ObjectNode result = response.putArray("Results").addObject();
        rectangle(result.putObject("FaceRect"), probe);
        result.put("RetCode", 0);
        ArrayNode candidates = result.putArray("Candidates");
        context.memory()
                .search(group, probe.embedding(), limit, cosine -> ApiDialect.drifted(cosine, drift))
                .forEach(found -> {
                    double score = context.likeness().percentThrough(found.cosine(), SCORES_3);
                    if (score >= floor) {
                        candidates
                                .addObject()
                                .put("PersonId", found.face().entry())
                                .put("FaceId", found.face().handle())
                                .put("PersonName", found.face().entry())
                                .put("Score", score);
                    }
                });
        response.put("FaceNum", 1).put("FaceModelVersion", "3.0");
    }

    private static String model(String asked) throws Refused {
        if (!asked.equals("3.0") && !asked.equals("2.0")) {
            throw new Refused(Why.BAD_ARGUMENT, "FaceModelVersion");
        }
        return asked;
    }

    private static double[] scores(String model) {
        return model.equals("3.0") ? SCORES_3 : SCORES_2;
    }

    @Override
    public Reply refuse(Call call, Refused refused) {
        return switch (refused.why()) {
            case BAD_ARGUMENT, BAD_TOKEN, NO_SUCH_OBJECT -> error("InvalidParameter", refused.field());
            case BAD_NAME -> error("InvalidParameterValue." + naming(refused) + "Illegal", refused.field());
            case NAME_TOO_LONG -> error("InvalidParameterValue." + naming(refused) + "TooLong", refused.field());
            case BAD_IMAGE -> error("FailedOperation.ImageDecodeFailed", refused.field());
            case TOO_LARGE -> error("InvalidParameterValue.ImageSizeExceed", refused.field());
            case NO_FACE -> error("InvalidParameterValue.NoFaceInPhoto", "no face in the photo");
            case NOT_ALLOWED -> error("AuthFailure.SignatureFailure", refused.field());
            case NO_KEY, INCOMPLETE -> error("AuthFailure.InvalidAuthorization", refused.field());
            case UNKNOWN_KEY -> error("AuthFailure.SecretIdNotFound", refused.field());
            case STALE -> error("AuthFailure.SignatureExpire", refused.field());
            case NO_SUCH_COLLECTION -> error("InvalidParameterValue.GroupIdNotExist", refused.field());
            case NO_SUCH_FACE -> error("InvalidParameterValue.PersonIdNotExist", refused.field());
            case EXISTS ->
                error(
                        action(call).equals("CreateGroup")
                                ? "InvalidParameterValue.GroupIdAlreadyExist"
                                : "InvalidParameterValue.PersonIdAlreadyExist",
                        refused.field());
            case FULL -> error("LimitExceeded.FaceSizeExceed", refused.field());
            case RATE_LIMITED -> error("RequestLimitExceeded", "too many requests");
            case INTERNAL -> error("InternalError", "internal error");
            case NO_SUCH_ACTION ->
                error(
                        switch (refused.field()) {
                            case "X-TC-Version" -> "NoSuchVersion";
                            case "X-TC-Region" -> "UnsupportedRegion";
                            default -> "InvalidAction";
                        },
                        refused.field());
        };
    }

    private static String naming(Refused refused) {
        return refused.field().replaceAll("s\\.0$", "");
    }

    /** Makes an error, which is an answer of HTTP status 200. */
    private Reply error(String code, String message) {
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode response = body.putObject("Response");
        response.putObject("Error").put("Code", code).put("Message", message);
        response.put("RequestId", context.ids().next());
        return Reply.json(200, body, code);
    }
}
