package dev.visor.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.visor.catalog.Yaml.Mapping;
import dev.visor.catalog.Yaml.Scalar;
import dev.visor.catalog.Yaml.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads YAML into values that know their lines. */
final class YamlReader {

    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final Problems problems;

    YamlReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The keys and values of a file; empty, with the problem reported, if it holds something else.
     *
     * @param name what sentences call the file
     */
    Optional<Mapping> read(Path file, String name) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            problems.add(
                    new Where(name, 0),
                    "cannot be read as text (" + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
        Optional<Yaml> document = parse(text, name, true);
        if (document.isPresent() && !(document.get() instanceof Mapping)) {
            problems.add(
                    document.get().where(),
                    "expected keys and values, got " + document.get().shown());
        }
        return document.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** One value, as given with an option. */
    Optional<Yaml> value(String text, String option) {
        return parse(text, option, false);
    }

    private Optional<Yaml> parse(String text, String source, boolean lines) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            Document document = new Document(parser, source, lines);
            if (parser.nextToken() == null) {
                problems.add(new Where(source, 0), "is empty");
                return Optional.empty();
            }
            Yaml value = document.value();
            if (parser.nextToken() != null) {
                problems.add(document.here(), "holds a second document; one file is one entry");
            }
            return Optional.of(value);
        } catch (JsonProcessingException e) {
            int line = lines && e.getLocation() != null ? e.getLocation().getLineNr() : 0;
            problems.add(new Where(source, line), "is not YAML: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be parsed");
    }

    /** The recursive descent over one parser's tokens. */
    private final class Document {

        private final JsonParser parser;
        private final String source;
        private final boolean lines;

        Document(JsonParser parser, String source, boolean lines) {
            this.parser = parser;
            this.source = source;
            this.lines = lines;
        }

        Where here() {
            return new Where(source, lines ? parser.currentTokenLocation().getLineNr() : 0);
        }

        Yaml value() throws IOException {
            return switch (parser.currentToken()) {
                case START_OBJECT -> mapping();
                case START_ARRAY -> sequence();
                case VALUE_NULL -> new Scalar(here(), "");
                default -> new Scalar(here(), parser.getText());
            };
        }

        private Mapping mapping() throws IOException {
            Where start = here();
            Map<String, Yaml> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                Where where = here();
                parser.nextToken();
                if (members.put(key, value()) != null) {
                    problems.add(where, "key \"" + key + "\" is written twice");
                }
            }
            return new Mapping(start, members);
        }

        private Sequence sequence() throws IOException {
            Where start = here();
            List<Yaml> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value());
            }
            return new Sequence(start, items);
        }
    }
}
