package dev.visor.catalog.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.Yaml.Scalar;
import dev.visor.catalog.yaml.Yaml.Sequence;
import dev.visor.core.InputError;
import dev.visor.core.file.RegularFile;
import dev.visor.core.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML into values that know their lines. */
public final class YamlReader {

    /** The longest file of the catalog has some thousand bytes; what a card or a suite says is read by people. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_DEPTH = 16;
    private static final int MOST_MEMBERS = 1_000;

    private static final YAMLFactory FACTORY =
            YAMLFactory.builder().loaderOptions(limits()).build();

    private final ValidationErrors problems;

    public YamlReader(ValidationErrors problems) {
        this.problems = problems;
    }

    /**
     * The keys and values of a file; empty, with the problem reported, if it holds something else.
     *
     * @param name what sentences call the file
     */
    public Optional<Mapping> read(Path file, String name) {
        String text;
        try {
            byte[] utf8 = RegularFile.bytes(file, MOST_BYTES);
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (InputError e) {
            problems.add(new SourceLocation(name, 0), e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            problems.add(
                    new SourceLocation(name, 0),
                    "cannot be read as text (" + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
        Optional<Yaml> document =
                parse(text, name, Optional.ofNullable(file.toAbsolutePath().getParent()));
        if (document.isPresent() && !(document.get() instanceof Mapping)) {
            problems.add(
                    document.get().where(),
                    "expected keys and values, got " + document.get().shown());
        }
        return document.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** One value, as given with an option. */
    public Optional<Yaml> value(String text, String option) {
        return parse(text, option, Optional.empty());
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_BYTES);
        limits.setNestingDepthLimit(MOST_DEPTH);
        return limits;
    }

    /** @param folder of the file; empty for what is in none, and has no lines */
    private Optional<Yaml> parse(String text, String source, Optional<Path> folder) {
        boolean lines = folder.isPresent();
        try (JsonParser parser = FACTORY.createParser(text)) {
            Document document = new Document(parser, source, folder);
            if (parser.nextToken() == null) {
                problems.add(new SourceLocation(source, 0), "is empty");
                return Optional.empty();
            }
            Yaml value = document.value();
            if (parser.nextToken() != null) {
                problems.add(document.here(), "holds a second document; one file is one entry");
            }
            return Optional.of(value);
        } catch (TooMuch e) {
            problems.add(new SourceLocation(source, lines ? e.getLocation().getLineNr() : 0), e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            int line = lines && e.getLocation() != null ? e.getLocation().getLineNr() : 0;
            problems.add(new SourceLocation(source, line), "is not YAML: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be parsed");
    }

    /** Thrown at more than people write. */
    private static final class TooMuch extends JsonParseException {

        private static final long serialVersionUID = 1L;

        TooMuch(JsonParser parser, String sentence, JsonLocation where) {
            super(parser, sentence, where);
        }
    }

    /** The recursive descent over one parser's tokens. */
    private final class Document {

        private final JsonParser parser;
        private final String source;
        private final Optional<Path> folder;
        private int depth;

        Document(JsonParser parser, String source, Optional<Path> folder) {
            this.parser = parser;
            this.source = source;
            this.folder = folder;
        }

        SourceLocation here() {
            return folder.map(path -> new SourceLocation(
                            source, parser.currentTokenLocation().getLineNr(), path))
                    .orElseGet(() -> new SourceLocation(source, 0));
        }

        Yaml value() throws IOException {
            if (++depth > MOST_DEPTH) {
                throw refused("has more than " + MOST_DEPTH + " levels of lists and keys");
            }
            Yaml value = anyValue();
            depth--;
            return value;
        }

        private Yaml anyValue() throws IOException {
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                problems.add(here(), "uses an alias (*" + parser.getText() + "); write the value out");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> mapping();
                case START_ARRAY -> sequence();
                case VALUE_NULL -> new Scalar(here(), "");
                default -> new Scalar(here(), parser.getText());
            };
        }

        private Mapping mapping() throws IOException {
            SourceLocation start = here();
            Map<String, Yaml> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                requireFew(members.size(), "keys");
                String key = parser.currentName();
                SourceLocation where = here();
                parser.nextToken();
                if (members.put(key, value()) != null) {
                    problems.add(where, "key \"" + Printable.brief(key) + "\" is written twice");
                }
            }
            return new Mapping(start, members);
        }

        private Sequence sequence() throws IOException {
            SourceLocation start = here();
            List<Yaml> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requireFew(items.size(), "items");
                items.add(value());
            }
            return new Sequence(start, items);
        }

        private void requireFew(int there, String what) throws IOException {
            if (there >= MOST_MEMBERS) {
                throw refused("has a list of more than " + MOST_MEMBERS + " " + what);
            }
        }

        private TooMuch refused(String reason) {
            return new TooMuch(parser, reason, parser.currentTokenLocation());
        }
    }
}
