package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Digest;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.result.RunRecord;
import dev.visor.result.SmallRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What people get wrong: each is one sentence on stderr and exit code 2, with nothing on stdout. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BadInputTest {

    private static final String CARD = "suites/recognizers/edgeface_xxs.yaml";

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    /** A copy of the project's catalog, to break. */
    @TempDir(factory = TempDirFactory.Standard.class)
    private Path home;

    /** Assets with a data set of eight people, and a text file where a model should be. */
    @TempDir(factory = TempDirFactory.Standard.class)
    private Path assets;

    @TempDir(factory = TempDirFactory.Standard.class)
    private Path work;

    private String visorHome;

    @BeforeEach
    void copyCatalog() throws IOException {
        dev.visor.contract.Home.copyCatalog(home);
        Files.copy(Path.of("suites/datasets/samples.csv"), home.resolve("suites/datasets/samples.csv"));
        visorHome = System.getProperty("visor.home");
        System.setProperty("visor.home", home.toString());
    }

    @AfterEach
    void restoreHome() {
        if (visorHome == null) {
            System.clearProperty("visor.home");
        } else {
            System.setProperty("visor.home", visorHome);
        }
    }

    @Test
    void unknownSuite() {
        refused("unknown suite \"smok\"; did you mean \"smoke\"?", "run", "smok");
    }

    @Test
    void unknownDefense() {
        refused("unknown defense \"nois\"; did you mean \"noise\"?", "run", "smoke", "--defense", "nois");
    }

    @Test
    void misspeltKeyInASuite() throws IOException {
        edit("suites/smoke.yaml", "caveat: four", "cavaet: four");

        refused("suites/smoke.yaml:3: unknown key \"cavaet\"; did you mean \"caveat\"?", "run", "smoke");
    }

    @Test
    void epsilonInPixelsInsteadOfAFraction() throws IOException {
        edit("defenses/obfuscation/noise.yaml", "12/255", "12");

        refused("epsilon must lie in (0, 1], got 12.0: write 8/255, not 8", "run", "smoke");
    }

    @Test
    void epsilonInPixelsOnTheCommandLine() {
        refused(
                "epsilon must lie in (0, 1], got 12.0",
                "run",
                "smoke",
                "--dry-run",
                "--set",
                "defenses.tip-im-smoke.epsilon=12");
    }

    @Test
    void modelWithAnotherDigest() throws IOException {
        writePeople(30);
        writeModel();

        refused("edgeface_xxs.pt has sha256 " + textDigest() + ", its card says fa005ea2", smoke());
    }

    @Test
    void textFileAsAModel() throws IOException {
        writePeople(30);
        writeModel();
        edit(CARD, "fa005ea225b26082f13c8c7ae70dfb64b16252d9406640c197ac15eb2f6b773f", textDigest());

        refused("is no TorchScript model that libtorch can read; expected a file written by torch.jit.save", smoke());
    }

    @Test
    void modelThatIsNotThere() throws IOException {
        writePeople(30);

        refused("edgeface_xxs.pt does not exist; expected it in the assets folder", smoke());
    }

    @Test
    @Tag("model")
    void wrongDimensionOnACard() throws IOException {
        writePeople(30);
        Files.createDirectories(assets.resolve("models"));
        Files.copy(realAssets().resolve("models/edgeface_xxs.pt"), assets.resolve("models/edgeface_xxs.pt"));
        edit(CARD, "dimension: 512", "dimension: 128");

        refused(
                "[1, 512] for 1 face, its card says dimension 128; correct the card's dimension",
                smoke(),
                "--model",
                "edgeface_xxs");
    }

    @Test
    void wrongCropNameOnACard() throws IOException {
        edit(CARD, "crop: arcface112", "crop: arcface121");

        refused(CARD + ":6: unknown crop \"arcface121\"; did you mean \"arcface112\"?", smoke());
    }

    @Test
    void missingAssetsFolder() {
        refused("assets folder /no/such/folder does not exist", "run", "smoke", "--assets", "/no/such/folder");
    }

    @Test
    void assetsFolderWithoutTheData() {
        refused("data set lfw: " + assets.resolve("data/lfw") + " does not exist", smoke());
    }

    @Test
    void gpuWhereThereIsNone() {
        refused(
                "--device gpu:99: this machine has ",
                "run",
                "smoke",
                "--assets",
                assets.toString(),
                "--out",
                work.resolve("run").toString(),
                "--device",
                "gpu:99");
    }

    @Test
    void unknownDevice() {
        refused("--device must be auto, cpu, gpu or gpu:N, got \"foo\"", "run", "smoke", "--device", "foo");
    }

    @Test
    void settingOfAnUnknownPath() {
        refused("unknown key \"prob\"; did you mean \"probes\"?", "run", "smoke", "--dry-run", "--set", "prob=3");
    }

    @Test
    void settingOfAnUnknownEntry() {
        refused(
                "unknown defense \"nois\"; did you mean \"noise\"?",
                "run",
                "smoke",
                "--dry-run",
                "--set",
                "defenses.nois.epsilon=8/255");
    }

    @Test
    void unknownFlag() {
        refused("unknown option \"--shards\"", "run", "smoke", "--shards", "1/2");
    }

    @Test
    void folderOfAnotherSuitesRun() {
        Path run = work.resolve("run");
        new RunRecord(run).write(SmallRun.started());

        refused("holds a run of other settings of suite", smoke());
    }

    @Test
    void fileWhereTheRunsFolderShouldBe() throws IOException {
        writePeople(30);
        Files.writeString(work.resolve("run"), "no folder");

        refused("--out " + work.resolve("run") + ": " + work.resolve("run") + " is no folder", smoke());
    }

    @Test
    void photoThatIsText() throws IOException {
        Path photo = Files.writeString(work.resolve("me.jpg"), "not a photo");

        refused(photo + ": the file is no JPEG, PNG, PGM, PPM, WebP, BMP, TIFF or GIF image", protect(photo));
    }

    @Test
    @Tag("model")
    void photoWithoutAFace() throws IOException {
        realAssets();
        Path photo = work.resolve("wall.png");
        ImageFiles.writePng(new Photo(200, 200, new byte[200 * 200 * 3]), photo);

        refused(
                photo + ": detector mtcnn finds no face in it",
                Stream.concat(
                                Stream.of(protect(photo)),
                                Stream.of("--surrogate", "edgeface_xxs", "--set", "detector=mtcnn", "--targets"))
                        .toArray(String[]::new),
                realAssets().resolve("data/lfw/images/AJ_Cook").toString());
    }

    @Test
    void protectWithoutPhotos() {
        refused("Missing required parameter: 'PHOTO'", "protect", "--defense", "noise", "--out", work.toString());
    }

    @Test
    void protectWithTwoSurrogates() throws IOException {
        Path photo = work.resolve("me.png");
        ImageFiles.writePng(new Photo(2, 2, new byte[12]), photo);

        refused(
                "one defense on one surrogate is expected",
                Stream.concat(Stream.of(protect(photo)), Stream.of("--assets", assets.toString(), "--set"))
                        .toArray(String[]::new),
                "surrogates=[edgeface_xxs, mobileface_v2]",
                "--set",
                "assets=folder");
    }

    @Test
    void farTooSmallForTheImpostors() {
        refused("take at least 142 impostors or a higher FAR", "run", "smoke", "--dry-run", "--set", "fars=[0.001]");
    }

    @Test
    void tooFewPeopleInTheDataSet() throws IOException {
        writePeople(8);

        refused("lfw: 12 impostors need as many people with no other role, but it has", smoke());
    }

    @Test
    void unreadableLineOfLandmarks() throws IOException {
        writePeople(30);
        Files.writeString(assets.resolve("data/lfw/landmarks.csv"), """
                file,x1,y1,x2,y2,score,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy
                P1/P1_0001.jpg,1,1,9,9,1,2,2,4,2,3,three,2,4,4,4
                """);

        refused("landmarks.csv:2: expected a number of pixels, got \"three\"", smoke());
    }

    @Test
    void reportOfAFolderThatIsNoRun() {
        refused(work + " is no run: it holds no run.json", "report", work.toString());
    }

    @Test
    void reportOfARunThatIsCutOff() throws IOException {
        Files.writeString(work.resolve("run.json"), "{\"format_version\":");

        refused("run.json", "report", work.toString());
    }

    private void refused(String sentence, String[] first, String... more) {
        refused(sentence, Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private void refused(String sentence, String... arguments) {
        int code = Visor.commandLine()
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(arguments);

        // The first command on a machine that needs a package fetches it, and says so.
        assertThat(stderr.toString().lines().filter(line -> !line.startsWith("fetching package ")))
                .singleElement()
                .asString()
                .contains(sentence);
        assertThat(stdout.toString()).isEmpty();
        assertThat(code).isEqualTo(2);
    }

    private String[] smoke() {
        return new String[] {
            "run",
            "smoke",
            "--device",
            "cpu",
            "--assets",
            assets.toString(),
            "--out",
            work.resolve("run").toString()
        };
    }

    private String[] protect(Path photo) {
        String out = work.resolve("out").toString();
        return new String[] {"protect", photo.toString(), "--device", "cpu", "--defense", "tip-im-smoke", "--out", out};
    }

    private void edit(String file, String word, String by) throws IOException {
        String text = Files.readString(home.resolve(file));
        assertThat(text).contains(word);
        Files.writeString(home.resolve(file), text.replace(word, by));
    }

    /** People with two photos of black each, whose landmarks are told. */
    private void writePeople(int people) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (int i = 0; i < people; i++) {
            for (int k = 1; k <= 2; k++) {
                String name = "P%d/P%d_000%d.png".formatted(i, i, k);
                ImageFiles.writePng(
                        new Photo(60, 60, new byte[60 * 60 * 3]), assets.resolve("data/lfw/images/" + name));
                lines.put(name, name + ",10,10,50,50,1,20,20,40,20,30,30,22,42,38,42");
            }
        }
        Files.writeString(
                assets.resolve("data/lfw/landmarks.csv"),
                "file,x1,y1,x2,y2,score,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy\n" + String.join("\n", lines.values()));
    }

    private void writeModel() throws IOException {
        Files.createDirectories(assets.resolve("models"));
        Files.writeString(assets.resolve("models/edgeface_xxs.pt"), "no model");
    }

    private String textDigest() throws IOException {
        return Digest.ofFile(assets.resolve("models/edgeface_xxs.pt")).hex();
    }

    private static Path realAssets() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.out.println("skipped: this mistake shows only with VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        return Path.of(folder);
    }
}
