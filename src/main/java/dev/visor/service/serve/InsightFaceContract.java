package dev.visor.service.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Embedding;
import dev.visor.service.serve.Refused.Why;

/** InsightFace-REST's {@code /extract}: the embedding itself, and no key. What it says can be compared with what the others score. */
final class InsightFaceContract implements Contract {

    private final Desk desk;

    InsightFaceContract(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "insightface";
    }

    @Override
    public boolean speaks(Call call) {
        return call.path().equals("/extract");
    }

    @Override
    public String action(Call call) {
        return "extract";
    }

    @Override
    public Reply answer(Call call, double drift) throws Refused {
        JsonCall asked = JsonCall.of(call);
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode picture = body.putArray("data").addObject();
        picture.put("status", "ok");
        ArrayNode faces = picture.putArray("faces");
        try {
            Embedding face = desk.eyes().face(asked.bytes("images.data.0"), "images.data");
            ArrayNode values =
                    faces.addObject().put("num_det", 1).put("prob", 1).putArray("vec");
            for (float value : face.values()) {
                values.add(value);
            }
        } catch (Refused e) {
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
        return Reply.json(200, body, "ok");
    }

    @Override
    public Reply refuse(Call call, Refused refused) {
        int status =
                switch (refused.why()) {
                    case RATE_LIMITED -> 429;
                    case INTERNAL -> 500;
                    default -> 400;
                };
        String word = refused.why().name();
        return Reply.json(status, Reply.JSON.createObjectNode().put("detail", word + " " + refused.field()), word);
    }
}
