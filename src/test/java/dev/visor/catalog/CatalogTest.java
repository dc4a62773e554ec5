package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.purification.Untouched;
import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.type.Registry;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.core.Access;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Far;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotosEach;
import dev.visor.dataset.Protocol;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    /** A defense with a parameter of every kind. */
    record Paint(Params params) implements Defense {

        enum Shade {
            LIGHT_GREEN,
            RED
        }

        record Params(
                double epsilon,
                int iterations,
                long offset,
                boolean glossy,
                String name,
                Shade shade,
                List<Integer> dots) {

            Params {
                if (epsilon > 1) {
                    throw new IllegalArgumentException("epsilon must be at most 1, got " + epsilon);
                }
            }
        }

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            return originals;
        }

        @Override
        public boolean needsSurrogates() {
            return !params.name().equals("nothing");
        }
    }

    /** An attack that says which pairings it was told. */
    record Ask(Params params) implements RecognitionAttack {

        record Params(List<Pairing> pairings) {}

        @Override
        public Knowledge knowledge() {
            return Knowledge.BASELINE;
        }

        @Override
        public List<FacePhoto> originals(Protocol protocol) {
            return protocol.mates();
        }

        @Override
        public List<FacePhoto> protectedPhotos(Protocol protocol) {
            return protocol.probes();
        }

        @Override
        public long trials(Protocol protocol) {
            return 0;
        }

        @Override
        public void run(RecognitionTask task, Faces faces, Consumer<Trial> trials) {}
    }

    @TempDir
    Path home;

    @BeforeEach
    void layOutASoundHome() throws IOException {
        write(
                "defenses/control/none.yaml",
                paint("none").replace("name: oil", "name: nothing").replace("type: paint", "type: nothing"));
        write("defenses/perturbation/oil.yaml", paint("oil"));
        write("attacks/recognition/ask.yaml", """
                id: ask
                type: ask
                summary: asks
                source: {paper: none, fidelity: control}
                params:
                  pairings: [protected/clean]
                """);
        write("attacks/countermeasures/none.yaml", """
                id: none
                type: none
                summary: does nothing
                source: {paper: none, fidelity: control}
                params: {}
                """);
        write("suites/recognizers/big.yaml", recognizer("big", "torchscript", "a".repeat(64), "arcface112", "{}"));
        write("suites/recognizers/copy.yaml", recognizer("copy", "torchscript", "a".repeat(64), "arcface112", "{}"));
        write("suites/recognizers/wide.yaml", recognizer("wide", "torchscript", "b".repeat(64), "wide224", "{}"));
        write(
                "suites/recognizers/judge.yaml",
                recognizer("judge", "onnx", "c".repeat(64), "arcface112", "{}") + "input: {preset: adaface}\n");
        write("suites/datasets/people.yaml", """
                id: people
                type: folder
                summary: people
                path: data/people
                licence: none
                source: none
                """);
        write("suites/tiny.yaml", SUITE);
    }

    @Test
    void bindsEveryParameterByItsName() {
        Paint paint = (Paint) suite("tiny").defenses().get(1).plugin();

        assertThat(paint.params())
                .isEqualTo(new Paint.Params(
                        12 / 255., 3, 4_000_000_000L, true, "oil", Paint.Shade.LIGHT_GREEN, List.of(1, 2)));
    }

    @Test
    void readsAnEnumByTheWordItGivesItself() {
        Ask ask = (Ask) suite("tiny").attacks().get(0).plugin();

        assertThat(ask.params().pairings()).containsExactly(Pairing.PROTECTED_CLEAN);
    }

    @Test
    void refusesACountermeasureAmongTheAttacksAndAnAttackAmongTheCountermeasures() throws IOException {
        write(
                "suites/tiny.yaml",
                SUITE.replace("attacks: [ask]", "attacks: [none]")
                        .replace("countermeasures: [none]", "countermeasures: [ask]"));

        assertThatThrownBy(() -> suite("tiny"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("\"none\" is a countermeasure; name it in countermeasures")
                .hasMessageContaining("\"ask\" asks a recognizer; name it in attacks of a suite that recognizes");
    }

    @Test
    void restrictsACostlyCountermeasureToSomeModelsButNeverTheOneThatDoesNothing() throws IOException {
        write("suites/tiny.yaml", SUITE + "countermeasure_models: {none: [judge]}\n");

        assertThatThrownBy(() -> suite("tiny"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("\"none\" is what every other countermeasure is compared with");
    }

    @Test
    void readsHowOftenPhotosAreDividedBesideHowTheyAre() throws IOException {
        write("suites/tiny.yaml", SUITE + "photos_each: {learning: 3, probes: 2, gallery: 1}\nsplits: 4\n");

        assertThat(suite("tiny").suite().protocol().photosEach()).contains(new PhotosEach(3, 2, 1, 4));
        assertThat(suite("tiny", "splits=1").suite().digest())
                .isEqualTo(suiteOf(SUITE + "photos_each: {learning: 3, probes: 2, gallery: 1}\n")
                        .digest());
    }

    private Suite suiteOf(String yaml) throws IOException {
        write("suites/tiny.yaml", yaml);
        return suite("tiny").suite();
    }

    @Test
    void refusesSplitsOfNothingAndMoreOfThemThanThereArePhotos() throws IOException {
        write("suites/tiny.yaml", SUITE + "splits: 4\n");
        assertThatThrownBy(() -> suite("tiny"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("splits says how often the photos of photos_each are divided; set photos_each");

        write("suites/tiny.yaml", SUITE + "photos_each: {learning: 3, probes: 4, gallery: 1}\nsplits: 6\n");
        assertThatThrownBy(() -> suite("tiny"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("splits must be from 1 to 5 with probes 4");

        write("suites/tiny.yaml", SUITE + "photos_each: {learning: 3, probes: 4, gallery: 1}\nsplits: 0\n");
        assertThatThrownBy(() -> suite("tiny")).isInstanceOf(InputError.class).hasMessageContaining("got 0");
    }

    @Test
    void putsTheControlFirstEvenIfTheSuiteForgetsIt() {
        assertThat(suite("tiny").suite().defenses()).containsExactly("none", "oil");
    }

    @Test
    void callsACopyOfTheModelWhiteBoxWhateverItsName() {
        List<Cell> cells = suite("tiny").cells();

        assertThat(cells)
                .filteredOn(cell -> cell.defense().equals("none"))
                .extracting(Cell::defenseAccess)
                .containsOnly(Access.NONE);
        assertThat(cells)
                .filteredOn(cell -> cell.defense().equals("oil"))
                .extracting(Cell::model, Cell::defenseAccess)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("copy", Access.WHITE_BOX),
                        org.assertj.core.groups.Tuple.tuple("judge", Access.BLACK_BOX));
    }

    @Test
    void runsARestrictedSurrogateOnlyWithItsDefenses() throws IOException {
        write("suites/tiny.yaml", SUITE + "surrogate_defenses: {wide: []}\n");

        ResolvedSuite suite = suite("tiny", "surrogates=[big, wide]");

        assertThat(suite.protections())
                .extracting(p -> p.defense().id() + p.surrogates().size())
                .containsExactly("none0", "oil1");
    }

    @Test
    void readsAListWithinTheListAsAnEnsemble() {
        assertThat(suite("tiny", "surrogates=[[big, copy]]").suite().surrogates())
                .containsExactly(List.of("big", "copy"));
    }

    @Test
    void renamesAnEntryThatIsChangedForOneRun() {
        ResolvedSuite suite = suite("tiny", "defenses.oil.epsilon=6/255", "probes=3");

        assertThat(suite.suite().protocol().probes()).isEqualTo(3);
        assertThat(suite.suite().defenses()).containsExactly("none", "modified-oil");
        assertThat(suite.defenses().get(1).params()).containsEntry("epsilon", Double.toString(6 / 255.));
        assertThat(suite.overrides()).containsExactly("defenses.oil.epsilon=6/255", "probes=3");
    }

    @Test
    void givesEqualParametersTheSameDigestHoweverTheyAreWritten() {
        assertThat(suite("tiny", "defenses.oil.epsilon=0.5").defenses().get(1).digest())
                .isEqualTo(suite("tiny", "defenses.oil.epsilon=1/2")
                        .defenses()
                        .get(1)
                        .digest())
                .isNotEqualTo(suite("tiny").defenses().get(1).digest());
    }

    @Test
    void replacesAListByWhatTheCommandLineNames() {
        ResolvedSuite suite =
                catalog().suite("tiny", new Overrides(List.of(), List.of("none"), List.of(), List.of("wide")));

        assertThat(suite.suite().defenses()).containsExactly("none");
        assertThat(suite.suite().models()).containsExactly("wide");
    }

    @Test
    void readsASuiteFromAPathAnywhere(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("mine.yaml"), SUITE.replace("id: tiny", "id: mine"));

        assertThat(catalog().suite(file.toString(), Overrides.NONE).suite().id())
                .isEqualTo("mine");
    }

    @Test
    void reportsAllProblemsOfAllFilesTogether() throws IOException {
        write("defenses/perturbation/oil.yaml", paint("oil").replace("epsilon", "epsilom"));
        write("attacks/recognition/ask.yaml", "id: ask\n");
        write("suites/tiny.yaml", SUITE.replace("probes: 2", "probes: many"));

        assertThatThrownBy(() -> catalog().validate())
                .isInstanceOf(InputError.class)
                .message()
                .contains(
                        "defenses/perturbation/oil.yaml:6: unknown key \"params.epsilom\"; did you mean \"params.epsilon\"?")
                .doesNotContain("key \"params.epsilon\" is missing")
                .contains("attacks/recognition/ask.yaml:1: key \"type\" is missing")
                .doesNotContain("source.paper")
                .contains("suites/tiny.yaml:8: probes must be a whole number, got \"many\"");
    }

    @Test
    void doesNotBlameASuiteForABrokenEntry() throws IOException {
        write("defenses/perturbation/oil.yaml", paint("oil").replace("iterations: 3", "iterations: 3.5"));

        assertThatThrownBy(() -> catalog().validate())
                .hasMessage("defenses/perturbation/oil.yaml:7: iterations must be a whole number, got \"3.5\""
                        .replace("iterations must", "params.iterations must"));
    }

    @Test
    void saysWhatIsWrongWithAnEntry() throws IOException {
        refusesEntry("type: paint", "type: pain", "unknown defense type \"pain\"; did you mean \"paint\"?");
        refusesEntry("type: paint", "type: mosaic", "unknown defense type \"mosaic\"; expected one of paint");
        refusesEntry("id: oil", "id: oli", "id \"oli\" must be the file's name, \"oil\"");
        refusesEntry(
                "type: paint",
                "type: paint\nversion: 3",
                "oil.yaml:3: key \"version\" is gone: a digest of the code itself now tells which code made a thing;"
                        + " remove the line");
        refusesEntry("fidelity: paper", "fidelity: exact", "unknown fidelity \"exact\"");
        refusesEntry(
                "epsilon: 12/255", "epsilon: 12px", "params.epsilon must be a number or a fraction such as 12/255");
        refusesEntry(
                "epsilon: 12/255", "epsilon: 12/0", "params.epsilon must be a number or a fraction such as 12/255");
        refusesEntry("epsilon: 12/255", "epsilon: NaN", "params.epsilon must be a number or a fraction such as 12/255");
        refusesEntry("epsilon: 12/255", "epsilon: 12", "oil.yaml:6: epsilon must be at most 1, got 12.0");
        refusesEntry("glossy: true", "glossy: yes", "params.glossy must be true or false, got \"yes\"");
        refusesEntry("shade: light-green", "shade: light-gren", "did you mean \"light-green\"?");
        refusesEntry("dots: [1, 2]", "dots: 1", "params.dots must be a list such as [a, b], got \"1\"");
        refusesEntry("name: oil", "name:", "params.name must be a text, got nothing");
        refusesEntry("name: oil", "name: oil\n  name: oil", "key \"name\" is written twice");
        refusesEntry("params:", "params: [", "oil.yaml:7: is not YAML");
    }

    @Test
    void saysWhatIsWrongWithASuite() throws IOException {
        refusesSuite("dataset: people", "dataset: peple", "unknown data set \"peple\"; did you mean \"people\"?");
        refusesSuite(
                "detector: landmarks", "detector: eyes", "unknown detector \"eyes\"; expected one of landmarks, mtcnn");
        refusesSuite("defenses: [oil]", "defenses: [oli]", "unknown defense \"oli\"; did you mean \"oil\"?");
        refusesSuite("models: [copy, judge]", "models: []", "models must name at least one");
        refusesSuite("models: [copy, judge]", "models: [copy, copy]", "models must name each item once");
        refusesSuite("surrogates: [big]", "surrogates: [[big, wide]]", "an ensemble needs recognizers of one crop");
        refusesSuite("surrogates: [big]", "surrogates: []", "defense \"oil\" needs a surrogate");
        refusesSuite(
                "fars: [0.2]",
                "fars: [0.001]",
                "needs 10,000 impostor pairs, and 12 impostors make 66: take at least 142");
        refusesSuite("fars: [0.2]", "fars: [0.2]\nunresolved_fars: [0.2]", "fars must name each item once");
        refusesSuite("fars: [0.2]", "fars: [2]", "a FAR lies between 0 and 1, got 2.0");
        refusesSuite("alignments: [crop]", "alignments: [croq]", "did you mean \"crop\"?");
        refusesSuite("assets: folder", "assets: none", "recognizer \"big\" lies in the assets folder");
        refusesSuite("crop: arcface112", "crop: arcface", "unknown crop \"arcface\"");
        refusesSuite("seeds: [1]", "seeds: [1]\nseed: 2", "unknown key \"seed\"; did you mean \"seeds\"?");
    }

    @Test
    void aFarThatCannotBeResolvedIsTakenWhereItIsAskedForByName() throws IOException {
        write("suites/tiny.yaml", SUITE.replace("fars: [0.2]", "fars: [0.2]\nunresolved_fars: [0.001]"));

        Suite suite = suite("tiny").suite();

        assertThat(suite.fars()).containsExactly(new Far(.2), new Far(.001));
        assertThat(suite.protocol().unresolvedFars()).containsExactly(new Far(.001));
    }

    @Test
    void saysWhatIsWrongWithACard() throws IOException {
        String card = recognizer("big", "torchscript", "a".repeat(64), "arcface112", "{}");
        refuses(
                "suites/recognizers/big.yaml",
                card,
                "a".repeat(64),
                "abc",
                "a sha256 has 64 hexadecimal digits, got \"abc\"");
        refuses(
                "suites/recognizers/big.yaml",
                card,
                "type: torchscript",
                "type: torch",
                "unknown recognizer type \"torch\"");
        refuses(
                "suites/recognizers/big.yaml",
                card,
                "params: {}",
                "params: {mean: 1}",
                "key \"params.mean\" is gone: it is input.mean now");
        refuses("suites/recognizers/big.yaml", card, "type: torchscript", "type: onnx", "key \"input\" is missing");
        refuses(
                "suites/recognizers/big.yaml",
                card,
                "params: {}",
                "check: [1, 2]\nparams: {}",
                "check must hold 8 numbers, got 2");
        refuses(
                "suites/recognizers/big.yaml",
                card,
                "params: {}",
                "package: abc\nparams: {}",
                "package must be NAME@VERSION");
    }

    @Test
    void saysWhatIsWrongWithAnOverride() {
        refusesSet("probes", "--set probes: expected KEY=VALUE");
        refusesSet("a.b.c.d=1", "expected KEY=VALUE");
        refusesSet("probs=1", "unknown key \"probs\"; did you mean \"probes\"?");
        refusesSet("probes=-1", "probes must not be negative, got -1");
        refusesSet("defenses.oli.epsilon=1", "unknown defense \"oli\"; did you mean \"oil\"?");
        refusesSet("defenses.oil.epsilom=1", "unknown key \"params.epsilom\"");
        refusesSet("defenses.oil.epsilon=[", "is not YAML");
    }

    @Test
    void anEntryLiesInTheFolderOfItsKind() throws IOException {
        write("defenses/control/oil.yaml", paint("oil"));
        assertRefused(
                () -> catalog().validate(),
                "defenses/control/oil.yaml:2: an entry of type \"paint\" lies in defenses/perturbation; move the file there");
        Files.delete(home.resolve("defenses/control/oil.yaml"));

        write("defenses/oil.yaml", paint("oil"));
        assertRefused(
                () -> catalog().validate(),
                "defenses/oil.yaml: must lie in the folder of its kind, one of defenses/control, defenses/perturbation");
        Files.delete(home.resolve("defenses/oil.yaml"));

        write("attacks/recogniton/ask.yaml", "id: ask\n");
        assertRefused(
                () -> catalog().validate(), "unknown kind of attacks \"recogniton\"; did you mean \"recognition\"?");
    }

    @Test
    void anIdNamesOneEntryInAllFoldersOfAKind() throws IOException {
        write("attacks/recognition/none.yaml", "id: none\n");

        assertRefused(
                () -> catalog().validate(),
                "attacks/countermeasures/none.yaml: has the name of attacks/recognition/none.yaml; an id names one entry");
    }

    @Test
    void aKeyOfAnOlderVisorIsAnsweredByTheNewOne() throws IOException {
        refusesSuite("countermeasures: [none]", "rungs: [none]", "key \"rungs\" is called \"countermeasures\" now");
        refusesSuite(
                "countermeasures: [none]",
                "countermeasures: [none]\nrung_victims: {}",
                "key \"rung_victims\" is called \"countermeasure_models\" now");
        refusesSet("victims=[copy]", "key \"victims\" is called \"models\" now");
        refusesSet("rungs=[none]", "key \"rungs\" is called \"countermeasures\" now");
    }

    @Test
    void saysWhichSuiteWasMeant() {
        assertThatThrownBy(() -> suite("tyni")).hasMessage("unknown suite \"tyni\"; did you mean \"tiny\"?");
        assertThatThrownBy(() -> suite("no/such.yaml")).hasMessageContaining("does not exist");
    }

    private void refusesSet(String set, String sentence) {
        assertRefused(() -> suite("tiny", set), sentence);
    }

    private void refusesEntry(String was, String is, String sentence) throws IOException {
        refuses("defenses/perturbation/oil.yaml", paint("oil"), was, is, sentence);
    }

    private void refusesSuite(String was, String is, String sentence) throws IOException {
        refuses("suites/tiny.yaml", SUITE, was, is, sentence);
    }

    private void refuses(String file, String sound, String was, String is, String sentence) throws IOException {
        assertThat(sound).contains(was);
        write(file, sound.replace(was, is));
        assertRefused(() -> catalog().validate(), sentence);
        write(file, sound);
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(InputError.class).hasMessageContaining(sentence);
    }

    private ResolvedSuite suite(String id, String... sets) {
        return catalog().suite(id, new Overrides(List.of(sets), List.of(), List.of(), List.of()));
    }

    private Catalog catalog() {
        return new Catalog(
                CatalogFolders.own(home),
                new PluginTypes(
                        new TreeMap<>(Map.of(
                                "control",
                                new Registry<Defense>().add("nothing", Paint.Params.class, Paint::new),
                                "perturbation",
                                new Registry<Defense>().add("paint", Paint.Params.class, Paint::new))),
                        new Registry<RecognitionAttack>().add("ask", Ask.Params.class, Ask::new),
                        new Registry<Countermeasure>().add("none", Untouched::new),
                        new Registry<TrainingSideAttack>()));
    }

    private void write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String paint(String id) {
        return """
                id: %s
                type: paint
                summary: paints
                source: {paper: a paper, fidelity: paper}
                params:
                  epsilon: 12/255
                  iterations: 3
                  offset: 4000000000
                  glossy: true
                  name: oil
                  shade: light-green
                  dots: [1, 2]
                """.formatted(id);
    }

    private static String recognizer(String id, String type, String sha256, String crop, String params) {
        return """
                id: %s
                type: %s
                summary: recognizes
                path: models/%s.pt
                sha256: %s
                crop: %s
                dimension: 128
                architecture: a net
                trained_on: unknown
                licence: MIT
                source: somewhere
                params: %s
                """.formatted(id, type, id, sha256, crop, params);
    }

    private static final String SUITE = """
            id: tiny
            summary: tiny
            caveat: none
            dataset: people
            detector: landmarks
            assets: folder
            alignments: [crop]
            probes: 2
            targets: 1
            distractors: 0
            impostors: 12
            training: 0
            pairs: false
            defenses: [oil]
            surrogates: [big]
            attacks: [ask]
            countermeasures: [none]
            models: [copy, judge]
            fars: [0.2]
            seeds: [1]
            crop: arcface112
            """;
}
