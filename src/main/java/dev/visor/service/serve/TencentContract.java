package dev.visor.service.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.service.serve.Refused.Why;

/**
 * Tencent Cloud IAI, 2018-03-01 and 2020-03-03: {@code CompareFace}, {@code CreateGroup}, {@code CreatePerson}, {@code
 * SearchFaces} and {@code DeleteGroup}.
 *
 * <p>Scores are 0..100; at FAR 1e-3, 1e-4 and 1e-5 they are 40, 50 and 60 for face model 3.0, and 70, 80 and 90 for 2.0.
 */
final class TencentContract implements Contract {

    private static final double[] SCORES_3 = {40, 50, 60};
    private static final double[] SCORES_2 = {70, 80, 90};

    private final Desk desk;
    private final Signatures signatures;

    TencentContract(Desk desk) {
        this.desk = desk;
        this.signatures = new Signatures(desk);
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
        signatures.tencent(call);
        JsonCall asked = JsonCall.of(call);
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode response = body.putObject("Response");
        response.put("RequestId", Digest.of(call.body()).brief());
        switch (action(call)) {
            case "CompareFace" -> {
                Embedding one = desk.eyes().face(asked.bytes("ImageA"), "ImageA");
                Embedding other = desk.eyes().face(asked.bytes("ImageB"), "ImageB");
                String model = model(asked.text("FaceModelVersion", "3.0"));
                double cosine = Contract.drifted(one.similarity(other), drift);
                response.put("Score", desk.likeness().percentThrough(cosine, scores(model)));
                response.put("FaceModelVersion", model);
            }
            case "CreateGroup" -> {
                desk.memory().open(asked.needed("GroupId"));
                response.put("FaceModelVersion", model(asked.text("FaceModelVersion", "3.0")));
            }
            case "DeleteGroup" -> desk.memory().close(asked.needed("GroupId"));
            case "CreatePerson" -> person(asked, response);
            case "SearchFaces" -> search(asked, response, drift);
            default -> throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        return Reply.json(200, body, "ok");
    }

    private void person(JsonCall asked, ObjectNode response) throws Refused {
        String group = asked.needed("GroupId");
        String person = asked.needed("PersonId");
        if (!desk.memory().has(group)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, group);
        }
        if (desk.memory().holds(group, person)) {
            throw new Refused(Why.EXISTS, person);
        }
        byte[] file = asked.bytes("Image");
        Embedding face = desk.eyes().face(file, "Image");
        String id = Digest.builder("face")
                .add("file", file)
                .add("person", person)
                .build()
                .hex()
                .substring(0, 19);
        desk.memory().enrol(group, new Memory.Face(id, person, face));
        response.put("FaceId", id).put("FaceModelVersion", "3.0");
    }

    private void search(JsonCall asked, ObjectNode response, double drift) throws Refused {
        String group = asked.needed("GroupIds.0");
        int limit = (int) asked.number("MaxPersonNum", 10, 1, 100);
        double floor = asked.number("FaceMatchThreshold", 0, 0, 100);
        if (!desk.memory().has(group)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, group);
        }
        Embedding probe = desk.eyes().face(asked.bytes("Image"), "Image");
        ObjectNode result = response.putArray("Results").addObject();
        result.putObject("FaceRect").put("X", 0).put("Y", 0).put("Width", 1).put("Height", 1);
        result.put("RetCode", 0);
        ArrayNode candidates = result.putArray("Candidates");
        desk.memory()
                .search(group, probe, limit, cosine -> Contract.drifted(cosine, drift))
                .forEach(found -> {
                    double score = desk.likeness().percentThrough(found.cosine(), SCORES_3);
                    if (score >= floor) {
                        candidates
                                .addObject()
                                .put("PersonId", found.face().entry())
                                .put("FaceId", found.face().handle())
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
            case BAD_ARGUMENT -> error("InvalidParameter", refused.field());
            case BAD_IMAGE -> error("FailedOperation.ImageDecodeFailed", refused.field());
            case TOO_LARGE -> error("InvalidParameterValue.ImageSizeExceed", refused.field());
            case NO_FACE -> error("InvalidParameterValue.NoFaceInPhoto", "no face in the photo");
            case NOT_ALLOWED -> error("AuthFailure.SignatureFailure", refused.field());
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
            case NO_SUCH_ACTION -> error("InvalidAction", "no such action");
        };
    }

    /** Its errors are answers of HTTP status 200. */
    private static Reply error(String code, String message) {
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode response = body.putObject("Response");
        response.putObject("Error").put("Code", code).put("Message", message);
        response.put("RequestId", "-");
        return Reply.json(200, body, code);
    }
}
