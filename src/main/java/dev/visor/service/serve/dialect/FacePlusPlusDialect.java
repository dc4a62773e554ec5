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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Face++ v3: {@code detect}, {@code compare}, {@code faceset/create}, {@code addface}, {@code delete} and {@code search}.
 *
 * <p>Confidences are 0..100, and the thresholds at three FARs come with every one of them. A search gives up to five.
 */
public final class FacePlusPlusDialect implements ApiDialect {

    private static final String PATH = "/facepp/v3/";
    private static final int MOST_RESULTS = 5;
    private static final int MOST_TOKENS = 5;

    /** Detected faces that are not in a collection; the oldest are forgotten. */
    private static final int DETECTED = 20_000;

    private static final NamingRule OUTER_ID = NamingRule.of("outer_id", 255, "[^\\^@,&=*'\"\\p{Cntrl}]+");
    private static final NamingRule FACE_TOKEN = NamingRule.of("face_tokens", 32, "[0-9a-f]{32}");

    /** Time for which a face token is known that is in no face set. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(72);

    private final ServerContext context;
    private final Map<String, Token> detected = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
            return size() > DETECTED;
        }
    };

    /** A face that was detected. */
    private record Token(EmbeddingCache.Seen face, Instant when) {}

    public FacePlusPlusDialect(ServerContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "facepp";
    }

    @Override
    public boolean speaks(Call call) {
        return call.path().startsWith(PATH);
    }

    @Override
    public String action(Call call) {
        return call.path().substring(PATH.length());
    }

    @Override
    public Reply answer(Call call, double drift) throws Refused {
        Form form = Form.of(call);
        if (!context.isKey(form.needed("api_key")) || !context.isSecret(form.needed("api_secret"))) {
            throw new Refused(Why.NOT_ALLOWED, "");
        }
        ObjectNode body = Reply.JSON.createObjectNode();
        body.put("request_id", requestId());
        body.put("time_used", 0);
        switch (action(call)) {
            case "detect" -> detect(form, body);
            case "compare" -> compare(form, body, drift);
            case "faceset/create" -> create(form, body);
            case "faceset/delete" -> context.memory().close(form.name(OUTER_ID));
            case "faceset/addface" -> addFaces(form, body);
            case "search" -> search(form, body, drift);
            default -> throw new Refused(Why.NO_SUCH_ACTION, "");
        }
        return Reply.json(200, body, "ok");
    }

    private void detect(Form form, ObjectNode body) throws Refused {
        byte[] file =
                form.file("image_file", "image_base64").orElseThrow(() -> new Refused(Why.BAD_ARGUMENT, "image_file"));
        ArrayNode faces = body.putArray("faces");
        try {
            EmbeddingCache.Seen face = context.embeddingCache().face(file, "image_file");
            // Every detection gives another, as the vendor's do.
            String token = token();
            synchronized (detected) {
                detected.put(token, new Token(face, context.now()));
            }
            shown(faces.addObject(), token, face);
            body.put("image_id", imageId(face));
        } catch (Refused e) {
            // A photo without a face is an answer of zero faces here.
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
        }
        body.put("face_num", faces.size());
    }

    private void create(Form form, ObjectNode body) throws Refused {
        String collection = form.name(OUTER_ID);
        context.memory().open(collection, context.now());
        body.put("faceset_token", token())
                .put("outer_id", collection)
                .put("face_added", 0)
                .put("face_count", 0);
        body.putArray("failure_detail");
    }

    private String requestId() {
        return context.now().getEpochSecond() + "," + context.ids().next();
    }

    private String token() {
        return context.ids().next().replace("-", "");
    }

    private static String imageId(EmbeddingCache.Seen face) {
        return Base64.getEncoder()
                .encodeToString(face.image().hex().substring(0, 16).getBytes(StandardCharsets.US_ASCII));
    }

    private static void shown(ObjectNode node, String token, EmbeddingCache.Seen face) {
        Box box = face.sight().face().box();
        node.put("face_token", token)
                .putObject("face_rectangle")
                .put("left", (int) box.left())
                .put("top", (int) box.top())
                .put("width", (int) box.width())
                .put("height", (int) box.height());
    }

    private void compare(Form form, ObjectNode body, double drift) throws Refused {
        Optional<EmbeddingCache.Seen> one =
                face(form, "face_token1", "image_file1", "image_base64_1", body.putArray("faces1"));
        Optional<EmbeddingCache.Seen> other =
                face(form, "face_token2", "image_file2", "image_base64_2", body.putArray("faces2"));
        one.ifPresent(face -> body.put("image_id1", imageId(face)));
        other.ifPresent(face -> body.put("image_id2", imageId(face)));
        if (one.isPresent() && other.isPresent()) {
            double cosine = ApiDialect.drifted(
                    one.get().embedding().similarity(other.get().embedding()), drift);
            body.put("confidence", context.likeness().percent(cosine));
            thresholds(body);
        }
    }

    /** The face that the form tells by token or photo; empty if the photo shows none. */
    private Optional<EmbeddingCache.Seen> face(Form form, String token, String file, String base64, ArrayNode faces)
            throws Refused {
        if (form.text(token).isPresent()) {
            return Optional.of(known(form.needed(token), token));
        }
        byte[] bytes = form.file(file, base64).orElseThrow(() -> new Refused(Why.BAD_ARGUMENT, file));
        try {
            EmbeddingCache.Seen face = context.embeddingCache().face(bytes, file);
            shown(faces.addObject(), token(), face);
            return Optional.of(face);
        } catch (Refused e) {
            if (e.why() != Why.NO_FACE) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void addFaces(Form form, ObjectNode body) throws Refused {
        String collection = form.name(OUTER_ID);
        String[] tokens = form.needed("face_tokens").split(",");
        if (tokens.length > MOST_TOKENS) {
            throw new Refused(Why.BAD_ARGUMENT, "face_tokens");
        }
        for (String token : tokens) {
            FACE_TOKEN.checked(token);
        }
        if (!context.memory().has(collection)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, "outer_id");
        }
        for (String token : tokens) {
            context.memory().enrol(collection, new CollectionStore.Face(token, token, "", known(token, "face_tokens")));
        }
        body.put("face_added", tokens.length);
        body.put("face_count", context.memory().size(collection));
        body.putArray("failure_detail");
    }

    private void search(Form form, ObjectNode body, double drift) throws Refused {
        String collection = form.name(OUTER_ID);
        int limit = limit(form.text("return_result_count").orElse("1"));
        if (!context.memory().has(collection)) {
            throw new Refused(Why.NO_SUCH_COLLECTION, "outer_id");
        }
        if (context.memory().size(collection) == 0) {
            throw new Refused(Why.FULL, "empty");
        }
        Optional<EmbeddingCache.Seen> probe =
                face(form, "face_token", "image_file", "image_base64", body.putArray("faces"));
        if (probe.isPresent()) {
            ArrayNode results = body.putArray("results");
            context.memory()
                    .search(collection, probe.get().embedding(), limit, cosine -> ApiDialect.drifted(cosine, drift))
                    .forEach(found -> results.addObject()
                            .put("confidence", context.likeness().percent(found.cosine()))
                            .put("user_id", "")
                            .put("face_token", found.face().handle()));
            thresholds(body);
        }
    }

    private EmbeddingCache.Seen known(String token, String field) throws Refused {
        synchronized (detected) {
            Token seen = detected.get(token);
            if (seen == null || seen.when().plus(TOKEN_LIFE).isBefore(context.now())) {
                throw new Refused(Why.NO_SUCH_FACE, field);
            }
            return seen.face();
        }
    }

    private static int limit(String text) throws Refused {
        if (!text.matches("[1-" + MOST_RESULTS + "]")) {
            throw new Refused(Why.BAD_ARGUMENT, "return_result_count");
        }
        return Integer.parseInt(text);
    }

    private void thresholds(ObjectNode body) {
        ObjectNode thresholds = body.putObject("thresholds");
        for (int i = 0; i < ScoreMapping.FARS.length; i++) {
            thresholds.put(
                    ScoreMapping.FARS[i],
                    context.likeness().percent(context.likeness().atFars()[i]));
        }
    }

    @Override
    public Reply refuse(Call call, Refused refused) {
        return switch (refused.why()) {
            case BAD_ARGUMENT, BAD_NAME, NAME_TOO_LONG, BAD_TOKEN, NO_SUCH_OBJECT ->
                error(400, "BAD_ARGUMENTS: " + refused.field());
            case BAD_IMAGE -> error(400, "IMAGE_ERROR_UNSUPPORTED_FORMAT: " + refused.field());
            case TOO_LARGE -> error(400, "IMAGE_FILE_TOO_LARGE: " + refused.field());
            case NO_FACE -> error(400, "NO_FACE_FOUND");
            case NOT_ALLOWED, NO_KEY, UNKNOWN_KEY, STALE, INCOMPLETE -> error(401, "AUTHENTICATION_ERROR");
            case NO_SUCH_COLLECTION -> error(400, "INVALID_OUTER_ID");
            case NO_SUCH_FACE -> error(400, "INVALID_FACE_TOKEN");
            case EXISTS -> error(400, "FACESET_EXIST");
            case FULL -> error(400, refused.field().equals("empty") ? "EMPTY_FACESET" : "FACESET_QUOTA_EXCEEDED");
            case RATE_LIMITED -> error(403, "CONCURRENCY_LIMIT_EXCEEDED");
            case INTERNAL -> error(500, "INTERNAL_ERROR");
            case NO_SUCH_ACTION -> error(404, "API_NOT_FOUND");
        };
    }

    private Reply error(int status, String message) {
        return Reply.json(
                status,
                Reply.JSON.createObjectNode().put("request_id", requestId()).put("error_message", message),
                message.replaceAll(":.*", ""));
    }
}
