package dev.visor.catalog;

import dev.visor.attack.Countermeasure;
import dev.visor.catalog.yaml.Fields;
import dev.visor.core.Cell;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.recognizer.RecognizerCard;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what must hold between the parts of a suite, each of which is sound by itself. */
final class SuiteChecks {

    private final ResolvedSuite resolved;
    private final Fields fields;

    SuiteChecks(ResolvedSuite resolved, Fields fields) {
        this.resolved = resolved;
        this.fields = fields;
    }

    void report() {
        resolved.suite().surrogates().forEach(this::surrogates);
        resolved.defenses().forEach(this::defense);
        resolved.countermeasures().forEach(this::countermeasure);
        if (!resolved.suite().assets()) {
            resolved.recognizers().values().stream()
                    .filter(card -> card.asset().pack().isEmpty())
                    .forEach(card -> lies("recognizer \"" + card.id() + "\""));
            if (resolved.dataset().pack().isEmpty()) {
                lies("data set \"" + resolved.dataset().id() + "\"");
            }
            if (resolved.suite().detector().equals("mtcnn")) {
                lies("detector \"mtcnn\"");
            }
        }
    }

    private void lies(String what) {
        fields.report(fields.at("assets"), what + " lies in the assets folder, which assets: none rules out");
    }

    private void surrogates(List<String> ids) {
        List<RecognizerCard> cards =
                ids.stream().map(resolved.recognizers()::get).toList();
        Set<String> crops = cards.stream().map(card -> card.crop().name()).collect(Collectors.toSet());
        if (crops.size() > 1) {
            fields.report(
                    fields.at("surrogates"),
                    "an ensemble needs recognizers of one crop, got " + String.join(", ", crops) + " for " + ids);
        }
    }

    private void countermeasure(Entry<Countermeasure> entry) {
        if (entry.id().equals(Countermeasure.NONE)
                && (resolved.suite().countermeasureDefenses().containsKey(Countermeasure.NONE)
                        || resolved.suite().countermeasureModels().containsKey(Countermeasure.NONE))) {
            fields.report(
                    fields.at("countermeasures"),
                    "\"none\" is what every other countermeasure is compared with; it cannot be restricted");
        }
        entry.plugin()
                .judge()
                .filter(id -> !resolved.recognizers().containsKey(id))
                .ifPresent(id -> fields.report(
                        fields.at("countermeasures"),
                        "\"%s\" wants recognizer \"%s\", which has no card in suites/recognizers"
                                .formatted(entry.id(), id)));
    }

    private void defense(Entry<Defense> defense) {
        if (defense.plugin().needsSurrogates()
                && resolved.protections().stream()
                        .noneMatch(p -> p.defense().id().equals(defense.id()))) {
            fields.report(
                    fields.at("surrogates"),
                    "defense \"" + defense.id() + "\" needs a surrogate, and the suite lets none run it");
        }
        if (defense.plugin().needsTargets() && resolved.suite().protocol().targets() == 0) {
            fields.report(fields.at("targets"), "defense \"" + defense.id() + "\" needs targets; take at least 1");
        }
        if (resolved.suite().protocol().probes() == 0 && !defense.id().equals(Cell.CONTROL)) {
            fields.report(fields.at("probes"), "defense \"" + defense.id() + "\" has no probes; take at least 1");
        }
    }
}
