package dev.visor.service.serve.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.image.Box;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.JsonCall;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;

/** InsightFace-REST's {@code /extract}: the embedding itself, and no key. What it says can be compared with what the others score. */
public final class InsightFaceDialect implements ApiDialect {

    private final ServerContext context;

    public InsightFaceDialect(ServerContext context) {
        this.context = context;
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
    public boolean open() {
        return true;
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
            EmbeddingCache.Seen seen = context.embeddingCache().face(asked.bytes("images.data.0"), "images.data");
            Box box = seen.sight().face().box();
            ObjectNode face = faces.addObject();
            face.put("num_det", 1).put("prob", seen.sight().face().score());
            face.putArray("bbox")
                    .add((int) box.left())
                    .add((int) box.top())
                    .add((int) box.right())
                    .add((int) box.bottom());
            ArrayNode values = face.putArray("vec");
            for (float value : seen.embedding().values()) {
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
