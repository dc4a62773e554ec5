package dev.visor.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.visor.core.text.Printable;
import java.util.Map;

/** Maps, lists, texts, numbers and truths as JSON, in the order given, one value a line; what would act on a terminal is escaped. */
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    public static String of(Map<String, Object> values) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        try {
            return Printable.lines(MAPPER.writer(printer).writeValueAsString(values)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON can be made of this", e);
        }
    }
}
