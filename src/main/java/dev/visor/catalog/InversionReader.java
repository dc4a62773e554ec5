package dev.visor.catalog;

import dev.visor.attack.TrainingSideAttack;
import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.core.image.Crop;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.InversionSuite;
import dev.visor.harness.plan.InversionSuite.Others;
import dev.visor.harness.plan.InversionSuite.People;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.training.TrainingConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a suite of {@code kind: inversion} and replaces every word by what it names. */
final class InversionReader {

    private final CatalogFiles catalogFiles;
    private final ValidationErrors problems;

    InversionReader(CatalogFiles catalogFiles, ValidationErrors problems) {
        this.catalogFiles = catalogFiles;
        this.problems = problems;
    }

    /** The effort of training and asking: what {@code scale} chooses from {@code scales}. */
    private record Scale(int epochs, int tries, int auxiliary, double budget) {}

    /** The suite; empty, with the problems reported, if anything is wrong with it. */
    Optional<ResolvedInversion> read(Mapping written, String id, List<String> overrides) {
        Fields fields = new Fields(written, problems);
        EntryHeader identity = EntryHeader.of(fields, id);
        Optional<InversionSuite> suite = suite(fields, id, identity.summary());
        return suite.flatMap(sound -> resolve(sound, fields, overrides)).filter(resolved -> fields.sound());
    }

    private Optional<InversionSuite> suite(Fields fields, String id, String summary) {
        fields.text("kind");
        String caveat = fields.text("caveat");
        NameResolver words = new NameResolver(fields, catalogFiles);
        Optional<Scale> scale = scale(fields);
        Fields people = fields.section("people");
        Fields others = fields.section("others");
        Fields model = fields.section("model");
        People trained = new People(
                words.dataSet(people, "dataset"),
                words.detector(people, "detector"),
                people.integer("trained"),
                people.integer("photos"),
                people.integer("held_out"));
        Others strangers = new Others(
                words.dataSet(others, "dataset"),
                words.detector(others, "detector"),
                scale.map(Scale::auxiliary).orElse(0),
                others.integer("impostors"));
        Optional<TrainingConfig> trainingConfig =
                trainingConfig(model, scale.map(Scale::epochs).orElse(1));
        for (Fields section : List.of(people, others, model)) {
            section.done();
            fields.adopt(section);
        }
        boolean gray = fields.truth("gray");
        List<String> defenses = words.controlFirst("defenses");
        List<String> surrogates = words.recognizers("surrogates");
        List<String> attacks = words.inversions("attacks");
        Map<String, List<String>> restrictions = words.inversionDefenses("attack_defenses");
        List<String> scoreAttacks = words.optionalInversions("ahm_score_attacks");
        List<String> jury = words.recognizers("jury");
        String teacher = words.recognizer("teacher");
        List<Far> fars = fields.list("fars", item -> SuiteReader.far(fields, "fars", item));
        int leaked = fields.integer("leaked");
        List<Long> seeds = fields.list(
                "seeds", item -> fields.item("seeds", item, long.class).map(Long.class::cast));
        Optional<Boolean> assets = fields.word("assets", "kind of assets", Map.of("folder", true, "none", false));
        fields.done();
        if (!fields.sound() || trainingConfig.isEmpty() || scale.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InversionSuite(
                    id,
                    summary,
                    caveat.equals("none") ? "" : caveat,
                    trained,
                    strangers,
                    gray,
                    trainingConfig.get(),
                    defenses,
                    surrogates,
                    attacks,
                    restrictions,
                    scoreAttacks,
                    jury,
                    teacher,
                    fars,
                    scale.get().tries(),
                    leaked,
                    scale.get().budget(),
                    fields.text("scale"),
                    seeds,
                    assets.orElseThrow()));
        } catch (IllegalArgumentException e) {
            fields.report(fields.at(e.getMessage().split(" ")[0]), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Scale> scale(Fields fields) {
        Fields scales = fields.section("scales");
        Map<String, Scale> known = new TreeMap<>();
        for (String word : scales.keys()) {
            Fields scale = scales.section(word);
            known.put(
                    word,
                    new Scale(
                            scale.integer("epochs"),
                            scale.integer("tries"),
                            scale.integer("auxiliary"),
                            scale.number("budget")));
            scale.done();
            scales.adopt(scale);
        }
        fields.adopt(scales);
        return fields.word("scale", "scale", known);
    }

    private static Optional<TrainingConfig> trainingConfig(Fields model, int epochs) {
        String architecture = model.text("architecture");
        int side = model.integer("side");
        int dimension = model.integer("dimension");
        String head = model.text("head");
        int batch = model.integer("batch");
        double rate = model.number("rate");
        double momentum = model.number("momentum");
        double decay = model.number("weight_decay");
        boolean mirror = model.truth("mirror");
        int patience = model.integer("patience");
        if (model.sound() && side != Crop.ARCFACE64.side() && side != Crop.ARCFACE112.side()) {
            model.report(
                    model.at("side"),
                    String.format(
                            Locale.ROOT,
                            "model.side must be %d or %d, the sides that faces are cut to, got %d",
                            Crop.ARCFACE64.side(),
                            Crop.ARCFACE112.side(),
                            side));
        }
        if (!model.sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TrainingConfig(
                    architecture, side, dimension, head, epochs, batch, rate, momentum, decay, mirror, patience));
        } catch (IllegalArgumentException e) {
            model.report(model.at(e.getMessage().split(" ")[0]), "model." + e.getMessage());
            return Optional.empty();
        }
    }

    /** Resolves a suite; empty if anything that it names is broken, which has been reported where it is. */
    private Optional<ResolvedInversion> resolve(InversionSuite suite, Fields fields, List<String> overrides) {
        List<Entry<Defense>> defenses = new ArrayList<>();
        suite.defenses()
                .forEach(id -> CatalogFiles.byId(catalogFiles.defenses(), id).ifPresent(defenses::add));
        List<Entry<TrainingSideAttack>> attacks = new ArrayList<>();
        suite.attacks()
                .forEach(id -> CatalogFiles.byId(catalogFiles.inversions(), id).ifPresent(attacks::add));
        Set<String> ids = new LinkedHashSet<>(suite.jury());
        ids.add(suite.teacher());
        ids.addAll(suite.surrogates());
        SortedMap<String, RecognizerCard> recognizers = new TreeMap<>();
        ids.forEach(id -> catalogFiles.recognizers().find(id).ifPresent(card -> recognizers.put(id, card)));
        Optional<DataSetCard> people =
                catalogFiles.dataSets().find(suite.people().dataset());
        Optional<DataSetCard> others =
                catalogFiles.dataSets().find(suite.others().dataset());
        boolean whole = defenses.size() == suite.defenses().size()
                && attacks.size() == suite.attacks().size()
                && recognizers.size() == ids.size()
                && people.isPresent()
                && others.isPresent();
        if (!whole) {
            return Optional.empty();
        }
        SuiteChecks.withoutPeople(people.get())
                .ifPresent(why -> fields.report(fields.at("people"), why + "; name a data set of people"));
        SuiteChecks.withoutPeople(others.get())
                .ifPresent(why -> fields.report(fields.at("others"), why + "; name a data set of people"));
        check(suite, defenses, recognizers, fields);
        return Optional.of(
                new ResolvedInversion(suite, defenses, attacks, recognizers, people.get(), others.get(), overrides));
    }

    private void check(
            InversionSuite suite,
            List<Entry<Defense>> defenses,
            Map<String, RecognizerCard> recognizers,
            Fields fields) {
        Set<String> seeing = new TreeSet<>(suite.jury());
        seeing.add(suite.teacher());
        for (String id : seeing) {
            if (!recognizers.get(id).crop().equals(Crop.ARCFACE112)) {
                fields.report(
                        fields.at("jury"),
                        "%s takes faces cut as %s; judges and teacher must take arcface112, as reconstructions are of that cut"
                                .formatted(id, recognizers.get(id).crop().name()));
            }
        }
        judgesOfOneNet(suite, recognizers).ifPresent(sentence -> fields.report(fields.at("jury"), sentence));
        suite.surrogates().stream()
                .map(recognizers::get)
                .filter(card -> card.type().equals(RecognizerType.COMMAND))
                .forEach(card -> fields.report(fields.at("surrogates"), RecognizerType.judgesOnly(card)));
        for (Entry<Defense> defense : defenses) {
            if (defense.plugin().needsSurrogates() && suite.surrogates().isEmpty()) {
                fields.report(fields.at("surrogates"), "%s needs a surrogate".formatted(defense.id()));
            }
            int batch = suite.model().batch();
            if (defense.plugin() instanceof MaskingDefense masks && masks.mixed() > batch) {
                fields.report(
                        fields.at("model"),
                        String.format(
                                Locale.ROOT,
                                "model.batch is %d, but %s mixes up to %d photos of a batch; take as many or more",
                                batch,
                                defense.id(),
                                masks.mixed()));
            }
        }
    }

    /** Weights decide, not names: a copy of the teacher or a surrogate under another id is no independent judge. */
    private static Optional<String> judgesOfOneNet(InversionSuite suite, Map<String, RecognizerCard> recognizers) {
        Map<String, String> owners = new TreeMap<>();
        List<String> all = new ArrayList<>(suite.jury());
        all.add(suite.teacher());
        suite.surrogates().stream().filter(id -> !id.equals(suite.teacher())).forEach(all::add);
        for (String id : all) {
            String other = owners.putIfAbsent(recognizers.get(id).sha256().hex(), id);
            if (other != null) {
                return Optional.of(
                        "%s and %s have the same weights: a jury judges what it had no part in".formatted(other, id));
            }
        }
        return Optional.empty();
    }
}
