package dev.visor.service.serve.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.visor.service.serve.http.Refused.Why;
import java.io.IOException;

/** The JSON body of a call: bounded in depth and in the number of its parts, as small bodies can unpack to many objects. */
public record JsonCall(JsonNode root) {

    private static final int MOST_TOKENS = 20_000;
    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 256;

    private static final ObjectMapper BOUNDED = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public static JsonCall of(Call call) throws Refused {
        try {
            JsonNode root = BOUNDED.readTree(call.body());
            if (root != null && root.isObject()) {
                return new JsonCall(root);
            }
        } catch (IOException e) {
            // Told below: a body that is no JSON is as wrong as one that is no object.
        }
        throw new Refused(Why.BAD_ARGUMENT, "body");
    }

    /** @param path member names, separated by dots */
    public JsonNode at(String path) {
        return root.at("/" + path.replace('.', '/'));
    }

    String needed(String path) throws Refused {
        JsonNode value = at(path);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new Refused(Why.BAD_ARGUMENT, path);
        }
        return value.asText();
    }

    /** A name as the vendor takes it. */
    public String name(NamingRule naming) throws Refused {
        return naming.checked(needed(naming.field()));
    }

    public String text(String path, String otherwise) {
        return at(path).isValueNode() ? at(path).asText() : otherwise;
    }

    public byte[] bytes(String path) throws Refused {
        return Form.decode(needed(path), path);
    }

    /** Within its bounds. */
    public double number(String path, double otherwise, double least, double most) throws Refused {
        JsonNode value = at(path);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
            throw new Refused(Why.BAD_ARGUMENT, path);
        }
        return value.asDouble();
    }
}
