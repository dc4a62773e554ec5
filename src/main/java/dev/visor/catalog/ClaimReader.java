package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Claim;
import dev.visor.core.measure.Far;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads claims: one YAML file each. */
final class ClaimReader {

    private static final List<String> BOUNDS = List.of("at-least", "at-most", "within", "above");

    private final ValidationErrors problems;

    ClaimReader(ValidationErrors problems) {
        this.problems = problems;
    }

    /** The claim; empty, with the problems reported, if anything is wrong with it. */
    Optional<Claim> read(Yaml.Mapping written, String id) {
        Fields fields = new Fields(written, problems);
        String named = fields.text("id");
        if (!named.isEmpty() && !named.equals(id)) {
            fields.report(fields.at("id"), "id \"" + named + "\" must be the file's name, \"" + id + "\"");
        }
        String statement = fields.text("statement");
        Fields source = fields.section("source");
        Claim.Source from = new Claim.Source(source.text("paper"), source.text("place"));
        source.done();
        fields.adopt(source);
        String metric = fields.text("metric");
        Optional<Pairing> pairing = fields.has("pairing")
                ? Optional.of((Pairing) fields.value("pairing", Pairing.class, Pairing.PROTECTED_CLEAN))
                : Optional.of(Pairing.PROTECTED_CLEAN);
        Optional<Far> far = fields.has("far") ? far(fields) : Optional.empty();
        Claim.Cells cells = cells(fields);
        Optional<Claim.Over> over =
                fields.word("over", "kind of claim", Map.of("each", Claim.Over.EACH, "mean", Claim.Over.MEAN));
        Optional<Claim.Bound> bound = bound(fields);
        fields.done();
        return fields.sound()
                ? Optional.of(new Claim(
                        id,
                        statement,
                        from,
                        metric,
                        pairing.orElseThrow(),
                        far,
                        cells,
                        over.orElseThrow(),
                        bound.orElseThrow()))
                : Optional.empty();
    }

    private static Claim.Cells cells(Fields fields) {
        Fields section = fields.section("cells");
        Claim.Cells cells = new Claim.Cells(
                section.text("dataset"),
                section.text("defense"),
                section.has("surrogates") ? words(section, "surrogates") : List.of(),
                section.text("attack"),
                section.has("models") ? words(section, "models") : List.of(),
                section.has("defense_access")
                        ? Optional.of((Access) section.value("defense_access", Access.class, Access.NONE))
                        : Optional.empty(),
                section.list(
                        "alignments",
                        item -> section.item("alignments", item, Alignment.class)
                                .map(Alignment.class::cast)),
                words(section, "countermeasures"));
        section.done();
        fields.adopt(section);
        return cells;
    }

    private static List<String> words(Fields fields, String key) {
        return fields.list(key, item -> fields.item(key, item, String.class).map(String.class::cast));
    }

    private static Optional<Far> far(Fields fields) {
        double rate = fields.number("far");
        try {
            return Optional.of(new Far(rate));
        } catch (IllegalArgumentException e) {
            fields.report(fields.at("far"), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Claim.Bound> bound(Fields fields) {
        List<String> said = BOUNDS.stream().filter(fields::has).toList();
        if (said.size() != 1) {
            fields.report(
                    fields.where(),
                    "expected one of the keys %s, got %s"
                            .formatted(
                                    String.join(", ", BOUNDS), said.isEmpty() ? "none" : String.join(" and ", said)));
            return Optional.empty();
        }
        return switch (said.get(0)) {
            case "at-least" -> Optional.of(new Claim.AtLeast(fields.number("at-least")));
            case "at-most" -> Optional.of(new Claim.AtMost(fields.number("at-most")));
            case "above" -> Optional.of(new Claim.Above(fields.text("above")));
            default -> within(fields);
        };
    }

    private static Optional<Claim.Bound> within(Fields fields) {
        List<Double> ends = new ArrayList<>(fields.list(
                "within", item -> fields.item("within", item, double.class).map(Double.class::cast)));
        if (ends.size() == 2 && ends.get(0) <= ends.get(1)) {
            return Optional.of(new Claim.Within(ends.get(0), ends.get(1)));
        }
        fields.report(fields.at("within"), "within must be a list of two numbers, the lower first");
        return Optional.empty();
    }
}
