package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.external.CommandRecognizer;
import dev.visor.catalog.Listing.Kind;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.ImageFiles;
import dev.visor.harness.TinyTestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.recognizer.RecognizerCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder beside the checkout, laid out like it: what lies in it is found as the project's own is. */
class CatalogsBesideTest {

    private static final String SUITE = """
            id: my-suite
            summary: an entry of mine and one of the project's
            caveat: none
            dataset: my-people
            detector: ultra-light
            assets: none
            crop: arcface112
            alignments: [crop]
            probes: 1
            targets: 0
            distractors: 1
            impostors: 7
            training: 0
            pairs: false
            defenses: [blur-2, my-blur]
            surrogates: []
            attacks: [zoo-verification]
            countermeasures: [none]
            models: [dlib_resnet29]
            fars: [0.5]
            seeds: [1]
            """;

    private static final String COMMAND = """
            id: theirs
            type: command
            summary: a program of theirs
            crop: arcface112
            dimension: 4
            architecture: unknown
            trained_on: unknown
            licence: unknown
            source: them
            params:
              command: [python3, "{here}/match.py", "{job}", "{result}"]
              batch: 64
              files: [match.py]
              timeout_s: 600
            """;

    @TempDir
    private Path mine;

    @BeforeEach
    void layOutACatalog() throws IOException {
        write("suites/my-suite.yaml", SUITE);
        write("defenses/obfuscation/my-blur.yaml", blur("my-blur"));
        write("suites/datasets/my-people.yaml", """
                id: my-people
                type: folder
                summary: people of mine
                path: ./data/people
                licence: mine
                source: my camera
                slices: light.csv
                """);
        write("suites/datasets/light.csv", "photo,column,value\nanna/1.png,light,day\n");
    }

    @Test
    void itsSuitesNameItsOwnEntriesAndTheProjects() {
        ResolvedSuite suite = catalog().suite("my-suite", Overrides.NONE);

        assertThat(suite.defenses()).extracting(Entry::id).containsExactly("none", "blur-2", "my-blur");
        assertThat(catalog().suite("suites/my-suite.yaml", Overrides.NONE).parts())
                .isEqualTo(suite.parts());
        assertThat(catalog().validate()).extracting(Experiment::id).contains("my-suite", "smoke");
    }

    @Test
    void anEntryOfItCanBeRunInASuiteOfTheProject() {
        Overrides mineAlone =
                new Overrides(List.of("defenses.my-blur.sigma=3"), List.of("my-blur"), List.of(), List.of());

        assertThat(catalog().suite("quickstart", mineAlone).defenses())
                .extracting(Entry::id)
                .containsExactly("none", "modified-my-blur");
    }

    @Test
    void aCatalogNeedsOnlyTheFoldersThatItHasSomethingFor(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("defenses/obfuscation"));

        assertThat(new Catalog(CatalogFolders.of(Home.PATH, List.of(other))).validate())
                .hasSameSizeAs(new Catalog(Home.PATH).validate());
    }

    @Test
    void anIdThatStandsInTwoCatalogsIsAnErrorThatNamesBothFiles(@TempDir Path other) throws IOException {
        write("defenses/obfuscation/blur-2.yaml", blur("blur-2"));
        write("suites/smoke.yaml", SUITE.replace("my-suite", "smoke"));
        Path twin = other.resolve("defenses/masking/my-blur.yaml");
        Files.createDirectories(twin.getParent());
        Files.writeString(twin, blur("my-blur"));

        assertThatThrownBy(() -> new Catalog(CatalogFolders.of(Home.PATH, List.of(mine, other))).validate())
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        mine + "/defenses/obfuscation/blur-2.yaml: has the name of defenses/obfuscation/blur-2.yaml;"
                                + " an id names one entry: rename one of them")
                .hasMessageContaining(twin + ": has the name of " + mine + "/defenses/obfuscation/my-blur.yaml;")
                .hasMessageContaining(mine + "/suites/smoke.yaml: has the name of suites/smoke.yaml;");
    }

    @Test
    void whatIsWrongInItIsSaidWithItsFileAndLine() throws IOException {
        write("defenses/obfuscation/my-blur.yaml", blur("my-blur").replace("sigma: 2", "sigma: two"));
        write("suites/my-suite.yaml", SUITE.replace("zoo-verification", "zoo-verificaton"));
        write("suites/datasets/light.csv", "photo,column\n");
        write("defenses/odd/x.yaml", "id: x\n");

        assertThatThrownBy(() -> catalog().validate())
                .hasMessageContaining(mine + "/defenses/obfuscation/my-blur.yaml:8: params.sigma must be")
                .hasMessageContaining(mine + "/suites/my-suite.yaml:17: unknown attack \"zoo-verificaton\"")
                .hasMessageContaining(mine + "/suites/datasets/light.csv:1: expected the columns")
                .hasMessageContaining(mine + "/defenses/odd: unknown kind of defenses \"odd\"");
    }

    @Test
    void aFolderThatIsSpeltOtherwiseIsNotPassedOverInSilence() throws IOException {
        write("suites/recognisers/net.yaml", "id: net\n");
        write("attaks/recognition/ask.yaml", "id: ask\n");
        write("defence/obfuscation/x.yaml", "id: x\n");
        write("models/readme.txt", "weights");

        assertThatThrownBy(() -> catalog().validate()).hasMessage("""
                        %s/attaks: a folder of this name is not read; did you mean "attacks"?
                        %1$s/suites/recognisers: a folder of this name is not read; did you mean "recognizers"?""".formatted(mine));
    }

    @Test
    void aPathThatBeginsWithADotIsOfTheCardsOwnCatalogAndNeedsNoAssetsFolder() throws IOException {
        Files.createDirectories(mine.resolve("data/people/anna"));
        ImageFiles.writePng(TinyTestBed.noise(1), mine.resolve("data/people/anna/1.png"));
        ResolvedSuite suite = catalog().suite("my-suite", Overrides.NONE);

        DataSet people = assets(Optional.empty()).dataSet(suite.dataset());

        assertThat(people.photos()).hasSize(1);
        assertThat(suite.needsAssets()).isFalse();
        assertThat(suite.dataset().path()).isEqualTo("./data/people");
        assertThat(suite.parts().toString()).doesNotContain(mine.toString());
    }

    @Test
    void anyOtherRelativePathIsOfTheAssetsFolder(@TempDir Path assets) throws IOException {
        String file = "suites/datasets/my-people.yaml";
        write(file, Files.readString(mine.resolve(file)).replace("./data", "data"));
        Files.createDirectories(mine.resolve("data/people"));
        Files.createDirectories(assets.resolve("data/people/anna"));
        ImageFiles.writePng(TinyTestBed.noise(1), assets.resolve("data/people/anna/1.png"));

        assertThatThrownBy(() -> catalog().validate())
                .hasMessageContaining("data set \"my-people\" lies in the assets folder, which assets: none rules out");
        write("suites/my-suite.yaml", SUITE.replace("assets: none", "assets: folder"));
        ResolvedSuite suite = catalog().suite("my-suite", Overrides.NONE);
        assertThat(assets(Optional.of(assets)).dataSet(suite.dataset()).photos())
                .hasSize(1);
        assertThatThrownBy(() -> assets(Optional.empty()).dataSet(suite.dataset()))
                .hasMessageContaining("needs data/people of an assets folder");
    }

    @Test
    void aRecognizerMayBeACommandWhichIsKnownByItsFilesAndItsWords() throws IOException {
        write("suites/recognizers/theirs.yaml", COMMAND);
        write("suites/recognizers/match.py", "print(1)");
        write("suites/my-suite.yaml", SUITE.replace("dlib_resnet29", "theirs"));
        RecognizerCard card = catalog().recognizer("theirs").orElseThrow();

        assertThat(assets(Optional.empty()).recognizer(card, null)).isInstanceOf(CommandRecognizer.class);
        assertThat(catalog().suite("my-suite", Overrides.NONE).recognizers()).containsKey("theirs");
        write("suites/recognizers/theirs.yaml", COMMAND.replace("{job}", "{job}/."));
        assertThat(catalog().recognizer("theirs").orElseThrow().sha256()).isNotEqualTo(card.sha256());
        write("suites/recognizers/theirs.yaml", COMMAND);
        write("suites/recognizers/match.py", "print(2)");
        assertThat(catalog().recognizer("theirs").orElseThrow().sha256()).isNotEqualTo(card.sha256());
    }

    @Test
    void aRecognizerThatIsACommandIsNoSurrogate() throws IOException {
        write("suites/recognizers/theirs.yaml", COMMAND);
        write("suites/recognizers/match.py", "print(1)");
        write("suites/my-suite.yaml", SUITE.replace("surrogates: []", "surrogates: [[theirs]]"));

        assertThatThrownBy(() -> catalog().validate())
                .hasMessageContaining(
                        mine + "/suites/my-suite.yaml:16: recognizer \"theirs\" is a command, which judges only");
    }

    @Test
    void whatIsWrongWithTheCardOfACommandIsSaidWithItsLine() throws IOException {
        write("suites/recognizers/theirs.yaml", COMMAND.replace("batch: 64", "batch: 0") + "sha256: 00\n");

        assertThatThrownBy(() -> catalog().validate())
                .hasMessageContaining("theirs.yaml:13: params.files must be a list of files that lie beside this one")
                .hasMessageContaining(
                        "key \"sha256\" is gone: the files of a command are digested when its card is read");
    }

    @Test
    void aReferenceThatIsNotThereIsSaidWithItsLineAndOneThatIsThereCounts() throws IOException {
        String makeup = """
                id: my-makeup
                type: makeup-photo
                summary: makeup of my own
                source:
                  paper: none
                  fidelity: control
                params:
                  reference: [photos/x.png]
                  layers:
                    - "lips 8c1426 opacity 0.75 softness 0.02"
                """;
        write("defenses/makeup/my-makeup.yaml", makeup);

        assertThatThrownBy(() -> catalog().validate())
                .hasMessageContaining(
                        "my-makeup.yaml:8: params.reference must be a list of files that lie beside this one, and there is no file "
                                + mine.resolve("defenses/makeup/photos/x.png"));
        write("defenses/makeup/photos/x.png", "a photo");
        catalog().validate();
        write("defenses/makeup/my-makeup.yaml", makeup.replace("photos/x.png", "photos/x.png, my-makeup.yaml"));
        assertThatThrownBy(() -> catalog().validate())
                .hasMessageContaining("my-makeup.yaml:8: reference must name one photo, got 2");
    }

    @Test
    void aCatalogThatIsNamedTwiceIsSaid() {
        assertThatThrownBy(() -> CatalogFolders.of(Home.PATH, List.of(mine, mine.resolve("suites/.."))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is named twice: leave it out");
    }

    @Test
    void aFileThatTheCatalogLacksIsSaidWithItsPath() {
        ResolvedSuite suite = catalog().suite("my-suite", Overrides.NONE);

        assertThatThrownBy(() -> assets(Optional.empty()).dataSet(suite.dataset()))
                .isInstanceOf(InputError.class)
                .hasMessage("data set my-people: %s does not exist; expected it there, as its card says"
                        .formatted(mine.resolve("data/people")));
    }

    @Test
    void theListTellsFromWhichCatalogAnEntryComesWhereThereAreSeveral() {
        Table defenses = catalog().listing().of(Kind.DEFENSES);

        assertThat(defenses.header()).last().isEqualTo("catalog");
        assertThat(last(defenses, "my-blur")).isEqualTo(mine.toString());
        assertThat(last(defenses, "blur-2")).isEqualTo("built in");
        assertThat(last(catalog().listing().of(Kind.SUITES), "my-suite")).isEqualTo(mine.toString());
        assertThat(last(catalog().listing().of(Kind.DATASETS), "my-people")).isEqualTo(mine.toString());
        assertThat(new Catalog(Home.PATH).listing().of(Kind.DEFENSES).header()).doesNotContain("catalog");
    }

    private static String last(Table table, String id) {
        List<String> row = table.rows().stream()
                .filter(one -> one.get(0).equals(id))
                .findFirst()
                .orElseThrow();
        return row.get(row.size() - 1);
    }

    private Catalog catalog() {
        return new Catalog(CatalogFolders.of(Home.PATH, List.of(mine)));
    }

    private Assets assets(Optional<Path> folder) {
        return Assets.of(new AssetFolders(CatalogFolders.of(Home.PATH, List.of(mine)), folder), line -> {});
    }

    private static String blur(String id) {
        return """
                id: %s
                type: blur
                summary: blur of mine
                source:
                  paper: none
                  fidelity: control
                params:
                  sigma: 2
                """.formatted(id);
    }

    private void write(String path, String text) throws IOException {
        Path file = mine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
