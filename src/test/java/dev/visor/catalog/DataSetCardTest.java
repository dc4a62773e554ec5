package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSetCard;
import dev.visor.harness.plan.ResolvedSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the card of a data set may say, and which suites its photos serve. */
class DataSetCardTest {

    @TempDir
    private Path home;

    @BeforeEach
    void theCatalog() throws IOException {
        Home.copyCatalog(home);
    }

    @Test
    void aSuiteOfPairsTakesPacksWhoseCropIsTold() throws IOException {
        card("type: insightface-bin\ncrop: arcface112\n");

        DataSetCard card = suite("lfw-verification").dataset();

        assertThat(card.crop()).contains((Crop.FivePoint) Crop.ARCFACE112);
        assertThat(card.digest()).isNotEqualTo(uncut(card).digest());
    }

    @Test
    void aSuiteThatNeedsPeopleIsToldThatASetHasNone() throws IOException {
        card("type: pairs-csv\nparams: {photos: data/photos}\n");

        assertThatThrownBy(() -> suite("smoke"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        "data set \"mine\" is of type pairs-csv, which does not say who is who: it serves for"
                                + " its own pairs only; set probes, targets, distractors, impostors to 0 and pairs to true, or name"
                                + " a data set of people")
                .hasMessageNotContaining("\n");
        assertThatCode(() -> suite("lfw-verification")).doesNotThrowAnyException();
        Files.writeString(
                home.resolve("suites/inversion-smoke.yaml"),
                Files.readString(home.resolve("suites/inversion-smoke.yaml"))
                        .replaceFirst("dataset: \\S+", "dataset: mine"));
        assertThatThrownBy(() -> new Catalog(home).experiment("inversion-smoke", Overrides.NONE))
                .hasMessageContaining("inversion-smoke.yaml")
                .hasMessageContaining("does not say who is who");
    }

    @Test
    void protectedCropsAreNotSearchedForTheirFace() throws IOException {
        card("type: folder\ncrop: arcface112\n");
        assertThatCode(() -> suite("smoke")).doesNotThrowAnyException();

        Path file = home.resolve("suites/smoke.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("detector: landmarks", "detector: mtcnn"));
        assertThatThrownBy(() -> suite("smoke"))
                .hasMessage(
                        "suites/smoke.yaml:6: photos of data set \"mine\" are cut to arcface112 already, so that detector"
                                + " mtcnn would miss protected faces; set detector to landmarks");
    }

    @Test
    void whatACardMayNotSayIsNamed() throws IOException {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("type: insightface-bin", "key \"crop\" is missing");
        sentences.put("type: insightface-bin\ncrop: dlib150", "unknown crop of five points \"dlib150\"");
        sentences.put("type: named-files", "key \"params.names\" is missing");
        sentences.put(
                "type: named-files\nparams: {names: \"{name}_{n}\"}",
                "params.names must hold {person} once, such as {person}_{number}, got \"{name}_{n}\"");
        sentences.put("type: folder\nparams: {names: \"{person}\"}", "unknown key \"params.names\"");
        sentences.put("type: pairs-csw", "unknown data set type \"pairs-csw\"; did you mean \"pairs-csv\"?");
        sentences.put("type: pairs-csv\nslices: groups.csv", "slices are groups of protected photos");
        int number = 0;
        for (String lines : sentences.keySet()) {
            card("wrong" + number++, lines + "\n");
        }

        Throwable told = catchThrowable(() -> new Catalog(home).validate());

        assertThat(told).isInstanceOf(InputError.class);
        number = 0;
        for (String sentence : sentences.values()) {
            assertThat(told)
                    .hasMessageContaining("suites/datasets/wrong" + number++)
                    .hasMessageContaining(sentence);
        }
    }

    private ResolvedSuite suite(String name) throws IOException {
        Path file = home.resolve("suites/" + name + ".yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("dataset: \\S+", "dataset: mine"));
        return new Catalog(home).suite(name, Overrides.NONE);
    }

    private void card(String lines) throws IOException {
        card("mine", lines);
    }

    private void card(String id, String lines) throws IOException {
        Files.writeString(
                home.resolve("suites/datasets/" + id + ".yaml"),
                "id: " + id + "\n" + lines
                        + "summary: photos of mine\npath: data/mine\nlicence: mine\nsource: my camera\n");
    }

    private static DataSetCard uncut(DataSetCard card) {
        return new DataSetCard(
                card.id(),
                card.type(),
                card.summary(),
                card.pack(),
                card.path(),
                card.licence(),
                card.source(),
                card.slices());
    }
}
