package dev.visor.catalog;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.core.Cell;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.harness.plan.Traces;
import dev.visor.recognizer.RecognizerCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        withoutPeople(resolved.dataset()).ifPresent(this::pairsOnly);
        resolved.dataset().crop().ifPresent(this::cutAlready);
        resolved.suite().surrogates().forEach(this::surrogates);
        resolved.defenses().forEach(this::defense);
        resolved.countermeasures().forEach(this::countermeasure);
        resolved.pairDefenses().entries().values().forEach(this::pairs);
        if (resolved.suite()
                .protocol()
                .photosEach()
                .filter(each -> each.splits() > 1)
                .isPresent()) {
            splits();
        }
        if (!resolved.suite().assets()) {
            resolved.recognizers().values().stream()
                    .filter(card -> card.asset().isInAssets())
                    .forEach(card -> lies("recognizer \"" + card.id() + "\""));
            if (resolved.dataset().isInAssets()) {
                lies("data set \"" + resolved.dataset().id() + "\"");
            }
            if (resolved.suite().detector().equals("mtcnn")) {
                lies("detector \"mtcnn\"");
            }
        }
    }

    /** Tells of a data set that does not tell who is who, where somebody is asked for. */
    static Optional<String> withoutPeople(DataSetCard card) {
        return BuiltIns.dataSetTypes().get(card.type()).people()
                ? Optional.empty()
                : Optional.of(
                        "data set \"%s\" is of type %s, which does not say who is who: it serves for its own pairs only"
                                .formatted(card.id(), card.type()));
    }

    private void pairsOnly(String why) {
        Suite.Protocol protocol = resolved.suite().protocol();
        Map<String, Integer> roles = new LinkedHashMap<>();
        roles.put("probes", protocol.probes());
        roles.put("targets", protocol.targets());
        roles.put("distractors", protocol.distractors());
        roles.put("impostors", protocol.impostors());
        roles.put("training", protocol.training());
        List<String> asked =
                roles.keySet().stream().filter(role -> roles.get(role) > 0).toList();
        if (!asked.isEmpty()) {
            fields.report(
                    fields.at(asked.get(0)),
                    "%s; set %s to 0 and pairs to true, or name a data set of people"
                            .formatted(why, String.join(", ", asked)));
        }
    }

    /** A face that is not found any more counts as protected, and in a tight crop a detector finds few. */
    private void cutAlready(Crop crop) {
        Suite suite = resolved.suite();
        if (suite.protocol().probes() > 0 && !suite.detector().equals("landmarks")) {
            fields.report(
                    fields.at("detector"),
                    "photos of data set \"%s\" are cut to %s already, so that detector %s would miss protected faces; set"
                                    .formatted(resolved.dataset().id(), crop.name(), suite.detector())
                            + " detector to landmarks");
        }
    }

    private void lies(String what) {
        fields.report(fields.at("assets"), what + " lies in the assets folder, which assets: none rules out");
    }

    private void surrogates(List<String> ids) {
        List<RecognizerCard> cards =
                ids.stream().map(resolved.recognizers()::get).toList();
        Set<String> crops = cards.stream().map(card -> card.crop().name()).collect(Collectors.toSet());
        cards.stream()
                .filter(card -> card.type().equals(RecognizerType.COMMAND))
                .forEach(card -> fields.report(fields.at("surrogates"), RecognizerType.judgesOnly(card)));
        if (crops.size() > 1) {
            fields.report(
                    fields.at("surrogates"),
                    "an ensemble needs recognizers of one crop, got " + String.join(", ", crops) + " for " + ids);
        }
    }

    private void countermeasure(Entry<Countermeasure> entry) {
        training(entry);
        if (!entry.plugin().toolSurrogates().isEmpty()) {
            surrogates(entry.plugin().toolSurrogates());
        }
        entry.plugin()
                .look()
                .detector()
                .filter(word -> !BuiltIns.detectors().containsKey(word))
                .ifPresent(word -> fields.report(
                        fields.at("countermeasures"),
                        "\"%s\": %s"
                                .formatted(
                                        entry.id(),
                                        NearestWord.unknown(
                                                "detector",
                                                word,
                                                BuiltIns.detectors().keySet()))));
        if (entry.id().equals(Countermeasure.NONE)
                && (resolved.suite().countermeasureDefenses().containsKey(Countermeasure.NONE)
                        || resolved.suite().countermeasureModels().containsKey(Countermeasure.NONE))) {
            fields.report(
                    fields.at("countermeasures"),
                    "\"none\" is what every other countermeasure is compared with; it cannot be restricted");
        }
    }

    /** Requires as many training people as a countermeasure learns from, beside those whom its own tool steers to. */
    private void training(Entry<Countermeasure> entry) {
        if (entry.plugin() instanceof RetrainedRecognizer learner
                && learner.pairs().isPresent()) {
            Suite.Protocol protocol = resolved.suite().protocol();
            int targets = learner.toolSurrogates().isEmpty() ? 0 : protocol.targets();
            int needed = targets + Math.max(1, learner.pairs().getAsInt());
            if (protocol.training() < needed) {
                fields.report(
                        fields.at("training"),
                        "countermeasure \"%s\" needs %s training people, got %s: %s to learn from and %s as targets"
                                .formatted(entry.id(), needed, protocol.training(), needed - targets, targets));
            }
        }
    }

    /** Requires what a defense needs that makes pairs for a tracker. */
    private void pairs(Entry<Defense> defense) {
        String what = "a countermeasure learns from pairs of defense \"%s\", which needs ".formatted(defense.id());
        if (defense.plugin().needsSurrogates() && resolved.suite().surrogates().isEmpty()) {
            fields.report(fields.at("surrogates"), what + "a surrogate; name one");
        }
        if (defense.plugin().needsTargets() && resolved.suite().protocol().targets() == 0) {
            fields.report(fields.at("targets"), what + "targets; take at least 1");
        }
    }

    /** Refuses in several splits whatever works with one: what a tracker trains, names that photos carry, and services. */
    private void splits() {
        resolved.countermeasures().stream()
                .filter(entry -> entry.plugin().trains())
                .forEach(entry -> onlyOnce("countermeasure \"" + entry.id() + "\", which is trained,"));
        resolved.defenses().stream()
                .filter(entry -> Traces.reader(entry.plugin()).isPresent())
                .forEach(entry -> onlyOnce("defense \"" + entry.id() + "\", whose photos carry names,"));
        resolved.suite().services().forEach(id -> onlyOnce("service \"" + id + "\""));
    }

    private void onlyOnce(String what) {
        fields.report(fields.at("splits"), what + " takes part in suites that divide photos once; set splits to 1");
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
