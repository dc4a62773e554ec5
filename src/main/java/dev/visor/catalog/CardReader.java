package dev.visor.catalog;

import dev.visor.attack.external.CommandRecognizer;
import dev.visor.catalog.type.ParamsBinder;
import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Values;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.DataSetType;
import dev.visor.dataset.Slices;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.RecognizerCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the cards of the test bed: {@code suites/recognizers} and {@code suites/datasets}. */
final class CardReader {

    /** The folder of recognizers' cards. */
    static final String RECOGNIZERS = "suites/recognizers";

    /** The folder of data sets' cards. */
    static final String DATA_SETS = "suites/datasets";

    /** The number of an embedding's values a card may state: enough that chance cannot match them. */
    private static final int CHECK_VALUES = 8;

    private final ValidationErrors problems;
    private final CatalogFolder catalog;

    /** @param catalog in which the cards lie */
    CardReader(ValidationErrors problems, CatalogFolder catalog) {
        this.problems = problems;
        this.catalog = catalog;
    }

    /** The card; empty, with the problems reported, if anything is wrong with it. */
    Optional<RecognizerCard> recognizer(Mapping written, String id) {
        Fields fields = new Fields(written, problems);
        EntryHeader identity = EntryHeader.of(fields, id);
        Optional<RecognizerType> type = fields.word("type", "recognizer type", BuiltIns.recognizerTypes());
        boolean isCommand = fields.has("type") && fields.text("type").equals(RecognizerType.COMMAND);
        Optional<CommandRecognizer.Params> command = isCommand ? command(fields) : Optional.empty();
        RecognizerCard.Asset asset = isCommand
                ? new RecognizerCard.Asset("", "./" + RECOGNIZERS)
                : new RecognizerCard.Asset(pack(fields), fields.text("path"));
        Optional<Digest> sha256 = isCommand ? command.map(CommandRecognizer.Params::digest) : sha256(fields);
        Optional<Crop> crop = fields.word("crop", "crop", Crop.all());
        int dimension = fields.integer("dimension");
        if (dimension < 1 && fields.sound()) {
            fields.report(fields.at("dimension"), "dimension must be at least 1, got " + dimension);
        }
        String architecture = fields.text("architecture");
        String trainedOn = fields.text("trained_on");
        String licence = fields.text("licence");
        fields.text("source");
        List<Double> check = check(fields);
        Map<String, Object> params = isCommand
                ? command.<Map<String, Object>>map(CommandRecognizer.Params::onCard)
                        .orElse(Map.of())
                : params(fields, type);
        InputReader asked = new InputReader(fields);
        FaceInput input = type.map(known -> asked.input(known, crop)).orElse(FaceInput.PLAIN);
        EmbeddingChoice output = type.map(asked::output).orElse(EmbeddingChoice.FOUND);
        fields.done();
        if (!fields.sound()) {
            return Optional.empty();
        }
        return Optional.of(new RecognizerCard(
                id,
                fields.text("type"),
                identity.summary(),
                asset,
                sha256.orElseThrow(),
                crop.orElseThrow(),
                dimension,
                architecture,
                trainedOn,
                licence,
                check,
                params,
                input,
                output));
    }

    /** The card; empty, with the problems reported, if anything is wrong with it. */
    Optional<DataSetCard> dataSet(Mapping written, String id) {
        Fields fields = new Fields(written, problems);
        EntryHeader identity = EntryHeader.of(fields, id);
        Optional<DataSetType> type = fields.word("type", "data set type", BuiltIns.dataSetTypes());
        DataSetCard card = new DataSetCard(
                id,
                fields.text("type"),
                identity.summary(),
                pack(fields),
                fields.text("path"),
                fields.text("licence"),
                fields.text("source"),
                slices(fields, type),
                cut(fields, type),
                told(fields, type));
        fields.done();
        return fields.sound() ? Optional.of(card) : Optional.empty();
    }

    /** The crop that photos are already; a type whose photos usually are must say so, or {@code none}. */
    private static Optional<Crop.FivePoint> cut(Fields fields, Optional<DataSetType> type) {
        if (!fields.has("crop") && !type.map(DataSetType::cropTold).orElse(false)) {
            return Optional.empty();
        }
        Map<String, Optional<Crop.FivePoint>> crops = new TreeMap<>(Map.of("none", Optional.empty()));
        Crop.all().forEach((name, crop) -> {
            if (crop instanceof Crop.FivePoint points) {
                crops.put(name, Optional.of(points));
            }
        });
        return fields.word("crop", "crop of five points", crops).flatMap(crop -> crop);
    }

    /** The keys that a data set of a type must or may have. */
    private static Map<String, String> told(Fields fields, Optional<DataSetType> type) {
        Fields params = fields.optionalSection("params");
        Map<String, String> values = new TreeMap<>();
        type.ifPresent(known -> {
            for (String name : known.params()) {
                if (known.required().contains(name) || params.has(name)) {
                    values.put(name, params.text(name));
                }
            }
            params.done();
            if (params.sound()) {
                known.problem(values)
                        .ifPresent(problem -> params.report(params.at(problem.split(" ")[0]), "params." + problem));
            }
        });
        fields.adopt(params);
        return values;
    }

    /** A data set may name a file that says which photos fall into which groups, from the card's folder. */
    private Slices slices(Fields fields, Optional<DataSetType> type) {
        if (!fields.has("slices")) {
            return Slices.NONE;
        }
        if (!type.map(DataSetType::people).orElse(true)) {
            fields.report(
                    fields.at("slices"),
                    "slices are groups of protected photos, and a data set of this type serves for its own pairs only;"
                            + " remove the key");
        }
        String name = fields.text("slices");
        Path file = catalog.path().resolve(DATA_SETS).resolve(name);
        return name.isEmpty()
                ? Slices.NONE
                : new SlicesReader(problems).read(file, catalog.shown(file), fields.at("slices"));
    }

    private static String pack(Fields fields) {
        if (!fields.has("package")) {
            return "";
        }
        String pack = fields.text("package");
        if (!pack.isEmpty() && !pack.matches("(@[^@/]+/)?[^@/]+@[^@]+")) {
            fields.report(fields.at("package"), "package must be NAME@VERSION, got \"" + pack + "\"");
        }
        return pack;
    }

    /** A program has no weights that a card could pin: its files are digested when the card is read. */
    private static Optional<CommandRecognizer.Params> command(Fields fields) {
        fields.gone("path", "a command names its files under params");
        fields.gone("package", "a command names its files under params");
        fields.gone("sha256", "the files of a command are digested when its card is read");
        Fields params = fields.section("params");
        Optional<CommandRecognizer.Params> bound = ParamsBinder.bind(CommandRecognizer.Params.class, params);
        fields.adopt(params);
        return bound;
    }

    private static Optional<Digest> sha256(Fields fields) {
        String hex = fields.text("sha256");
        try {
            return hex.isEmpty() ? Optional.empty() : Optional.of(new Digest(hex));
        } catch (IllegalArgumentException e) {
            fields.report(fields.at("sha256"), e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Double> check(Fields fields) {
        if (!fields.has("check")) {
            return List.of();
        }
        List<Double> values = fields.list(
                "check", item -> fields.item("check", item, double.class).map(Double.class::cast));
        if (fields.sound() && values.size() != CHECK_VALUES) {
            fields.report(fields.at("check"), "check must hold 8 numbers, got " + values.size());
        }
        return values;
    }

    private static Map<String, Object> params(Fields fields, Optional<RecognizerType> type) {
        boolean needed = type.filter(known -> !known.params().isEmpty()).isPresent();
        Fields params = needed ? fields.section("params") : fields.optionalSection("params");
        Map<String, Object> values = new TreeMap<>();
        type.ifPresent(known -> {
            if (known.input()) {
                params.gone("mean", "it is input.mean now");
                params.gone("std", "it is input.std now");
                params.gone("channels", "it is input.color now");
            }
            for (String name : known.params()) {
                if (params.has(name)) {
                    values.put(name, Values.plain(params.get(name)));
                } else {
                    fields.report(fields.at("params"), "key \"params." + name + "\" is missing");
                }
            }
            params.done();
        });
        fields.adopt(params);
        return values;
    }
}
