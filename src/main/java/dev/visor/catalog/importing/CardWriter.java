package dev.visor.catalog.importing;

import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.RecognizerCard;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a recognizer's card as the catalog reads it. */
public final class CardWriter {

    private CardWriter() {}

    /** @param source where the file comes from, in one line */
    public static String write(RecognizerCard card, String source) {
        StringBuilder yaml = new StringBuilder();
        line(yaml, "id", quoted(card.id()));
        line(yaml, "type", card.type());
        line(yaml, "summary", quoted(card.summary()));
        line(yaml, "path", quoted(card.asset().path()));
        line(yaml, "sha256", card.sha256().hex());
        line(yaml, "crop", card.crop().name());
        line(yaml, "dimension", Integer.toString(card.dimension()));
        line(yaml, "architecture", quoted(card.architecture()));
        line(yaml, "trained_on", quoted(card.trainedOn()));
        line(yaml, "licence", quoted(card.licence()));
        line(yaml, "source", quoted(source));
        line(
                yaml,
                "check",
                card.check().stream()
                        .map(value -> String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(", ", "[", "]")));
        FaceInput input = card.input();
        yaml.append("input:\n");
        line(yaml, "  layout", input.layout().word());
        line(yaml, "  color", input.color().word());
        line(yaml, "  mean", numbers(input.mean()));
        line(yaml, "  std", numbers(input.std()));
        output(yaml, card.output());
        return yaml.toString();
    }

    private static void output(StringBuilder yaml, EmbeddingChoice output) {
        if (output.equals(EmbeddingChoice.FOUND)) {
            return;
        }
        yaml.append("output:\n");
        if (output.index() != EmbeddingChoice.ONLY) {
            line(yaml, "  index", Integer.toString(output.index()));
        }
        if (!output.name().isEmpty()) {
            line(yaml, "  name", quoted(output.name()));
        }
        if (output.flipSum()) {
            line(yaml, "  flip_sum", "true");
        }
    }

    private static void line(StringBuilder yaml, String key, String value) {
        yaml.append(key).append(": ").append(value).append('\n');
    }

    private static String numbers(List<Double> values) {
        return values.equals(FaceInput.each(values.get(0))) && values.size() == FaceImage.CHANNELS
                ? number(values.get(0))
                : values.stream().map(CardWriter::number).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** Plain where YAML cannot take it for anything else. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z][\\w ./@-]*[\\w./]|[A-Za-z]") && !text.matches("(?i)true|false|yes|no|null|on|off")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
