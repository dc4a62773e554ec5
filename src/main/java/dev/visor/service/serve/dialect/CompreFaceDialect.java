package dev.visor.service.serve.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.image.Box;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.Form;
import dev.visor.service.serve.http.NamingRule;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;

/**
 * CompreFace 1.2: {@code recognition/faces}, {@code recognition/recognize} and {@code verification/verify}.
 *
 * <p>A key is its collection. A search gives one entry a stored image, not one a subject. Similarities are 0..1.
 */
public final class CompreFaceDialect implements ApiDialect {

    private static final String PATH = "/api/v1/";
    private static final String COLLECTION = "compreface";

    /** Rule of a subject's name: no length is documented; the database holds so many characters. */
    private static final NamingRule SUBJECT = NamingRule.of("subject", 255, "[^\\p{Cntrl}]+");

    private final ServerContext context;

    public CompreFaceDialect(ServerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "compreface";
    }

    @Override
    public boolean speaks(Call call) {
        return call.path().startsWith(PATH);
    }

    @Override
    public String action(Call call) {
        return call.method() + " " + call.path().substring(PATH.length());
    }

    @Override
    public Reply answer(Call call, double drift) throws Refused {
        if (!context.isKey(call.header("x-api-key").orElse(""))) {
            throw new Refused(Why.NOT_ALLOWED, "x-api-key");
        }
        context.memory().openIfMissing(COLLECTION, context.now());
        ObjectNode body =
                switch (action(call)) {
                    case "POST recognition/faces" -> enrol(call);
                    case "DELETE recognition/faces" -> forget(call);
                    case "POST recognition/recognize" -> recognize(call, drift);
                    case "POST verification/verify" -> verify(call, drift);
                    default -> throw new Refused(Why.NO_SUCH_ACTION, "");
                };
        return Reply.json(action(call).equals("POST recognition/faces") ? 201 : 200, body, "ok");
    }

    private ObjectNode enrol(Call call) throws Refused {
        String subject = call.query().getOrDefault("subject", "");
        if (subject.isEmpty()) {
            throw new Refused(Why.BAD_ARGUMENT, "subject");
        }
        SUBJECT.checked(subject);
        EmbeddingCache.Seen face = context.embeddingCache().face(file(call, "file"), "file");
        // The same photo once more is another image.
        String id = context.ids().next();
        context.memory().enrol(COLLECTION, new CollectionStore.Face(id, subject, id, face));
        return Reply.JSON.createObjectNode().put("image_id", id).put("subject", subject);
    }

    /** Forgets one subject, or all where none is named. */
    private ObjectNode forget(Call call) throws Refused {
        String subject = call.query().getOrDefault("subject", "");
        ObjectNode body = Reply.JSON.createObjectNode();
        if (subject.isEmpty()) {
            body.put("deleted", context.memory().size(COLLECTION));
            context.memory().close(COLLECTION);
            return body;
        }
        return body.put("deleted", context.memory().forget(COLLECTION, subject));
    }

    private ObjectNode recognize(Call call, double drift) throws Refused {
        String count = call.query().getOrDefault("prediction_count", "1");
        if (!count.matches("[1-9]\\d{0,5}")) {
            throw new Refused(Why.BAD_ARGUMENT, "prediction_count");
        }
        EmbeddingCache.Seen probe = context.embeddingCache().face(file(call, "file"), "file");
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode result = body.putArray("result").addObject();
        box(result.putObject("box"), probe);
        ArrayNode subjects = result.putArray("subjects");
        context.memory()
                .search(
                        COLLECTION,
                        probe.embedding(),
                        Integer.parseInt(count),
                        cosine -> ApiDialect.drifted(cosine, drift))
                .forEach(found -> subjects.addObject()
                        .put("subject", found.face().entry())
                        .put("similarity", context.likeness().tanh(found.cosine())));
        return body;
    }

    private ObjectNode verify(Call call, double drift) throws Refused {
        EmbeddingCache.Seen source = context.embeddingCache().face(file(call, "source_image"), "source_image");
        EmbeddingCache.Seen target = context.embeddingCache().face(file(call, "target_image"), "target_image");
        double cosine = ApiDialect.drifted(source.embedding().similarity(target.embedding()), drift);
        ObjectNode body = Reply.JSON.createObjectNode();
        ObjectNode result = body.putArray("result").addObject();
        box(result.putObject("source_image_face").putObject("box"), source);
        ObjectNode match = result.putArray("face_matches").addObject();
        box(match.putObject("box"), target);
        match.put("similarity", context.likeness().tanh(cosine));
        return body;
    }

    private static void box(ObjectNode node, EmbeddingCache.Seen seen) {
        Box box = seen.sight().face().box();
        node.put("probability", seen.sight().face().score())
                .put("x_min", (int) box.left())
                .put("y_min", (int) box.top())
                .put("x_max", (int) box.right())
                .put("y_max", (int) box.bottom());
    }

    private static byte[] file(Call call, String name) throws Refused {
        return Form.of(call).file(name, name).orElseThrow(() -> new Refused(Why.BAD_ARGUMENT, name));
    }

    @Override
    public Reply refuse(Call call, Refused refused) {
        return switch (refused.why()) {
            case BAD_ARGUMENT, BAD_NAME, NAME_TOO_LONG, BAD_TOKEN, NO_SUCH_OBJECT ->
                error(400, 26, "Required parameter '" + refused.field() + "' is wrong or missing");
            case BAD_IMAGE -> error(400, 21, "The file is no image that can be read: " + refused.field());
            case TOO_LARGE -> error(413, 24, "The file is too large: " + refused.field());
            case NO_FACE -> error(400, 28, "No face is found in the given image");
            case NOT_ALLOWED, NO_KEY, UNKNOWN_KEY, STALE, INCOMPLETE -> error(401, 44, "Key is not valid");
            case NO_SUCH_COLLECTION, NO_SUCH_FACE -> error(404, 40, "Nothing of that name");
            case EXISTS -> error(400, 43, "Exists already");
            case FULL -> error(400, 46, "No room for more");
            case RATE_LIMITED -> error(429, 29, "Too many requests");
            case INTERNAL -> error(500, 0, "Something went wrong");
            case NO_SUCH_ACTION -> error(404, 41, "No such path");
        };
    }

    private static Reply error(int status, int code, String message) {
        return Reply.json(
                status, Reply.JSON.createObjectNode().put("message", message).put("code", code), "code " + code);
    }
}
