package dev.visor.service.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.visor.service.serve.Refused.Why;
import java.io.IOException;

/** The JSON body of a call. */
record JsonCall(JsonNode root) {

    static JsonCall of(Call call) throws Refused {
        try {
            JsonNode root = Reply.JSON.readTree(call.body());
            if (root != null && root.isObject()) {
                return new JsonCall(root);
            }
        } catch (IOException e) {
            // Told below: a body that is no JSON is as wrong as one that is no object.
        }
        throw new Refused(Why.BAD_ARGUMENT, "body");
    }

    /** @param path member names, separated by dots */
    JsonNode at(String path) {
        return root.at("/" + path.replace('.', '/'));
    }

    String needed(String path) throws Refused {
        JsonNode value = at(path);
        if (!value.isValueNode() || value.asText().isEmpty()) {
            throw new Refused(Why.BAD_ARGUMENT, path);
        }
        return value.asText();
    }

    String text(String path, String otherwise) {
        return at(path).isValueNode() ? at(path).asText() : otherwise;
    }

    byte[] bytes(String path) throws Refused {
        return Form.decode(needed(path), path);
    }

    /** Within its bounds. */
    double number(String path, double otherwise, double least, double most) throws Refused {
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
