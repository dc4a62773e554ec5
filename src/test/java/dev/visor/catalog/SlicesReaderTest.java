package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.yaml.SourceLocation;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.measure.SliceLabel;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Slices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesReaderTest {

    @TempDir
    Path folder;

    @Test
    void aPhotoHasOneValueAColumnAndTheOthersAreUnlabelled() throws IOException {
        Slices slices = read("photo,column,value\nAnn_1,light,dark\nBob_1,light,bright\nAnn_1,pose,left\n");

        assertThat(slices.of(List.of(new PhotoId("Bob_1"), new PhotoId("Ann_1"))))
                .containsExactly(
                        new SliceLabel(new PhotoId("Bob_1"), "light", "bright"),
                        new SliceLabel(new PhotoId("Ann_1"), "light", "dark"),
                        new SliceLabel(new PhotoId("Bob_1"), "pose", SliceLabel.UNLABELLED),
                        new SliceLabel(new PhotoId("Ann_1"), "pose", "left"));
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        assertThatThrownBy(
                        () -> read("photo,column,value\nAnn_1,light\nAnn_1,light,dark\n,light,dark\nAnn_1,light,dim\n"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("labels.csv:2: expected a photo, a column and a value, got \"Ann_1,light\"")
                .hasMessageContaining("labels.csv:4: expected a photo")
                .hasMessageContaining("labels.csv:5: photo \"Ann_1\" has a value of light in line 3 already");
        assertThatThrownBy(() -> read("photo,group\nAnn_1,dark\n"))
                .hasMessageContaining("labels.csv:1: expected the columns \"photo,column,value\", got \"photo,group\"");
    }

    @Test
    void aPhotoThatTheDataSetLacksIsNamedWithItsLine() throws IOException {
        Slices slices = read("photo,column,value\nAnn_1,light,dark\n");

        assertThatThrownBy(() -> slices.requireKnown(new DataSet("people", List.of(), List.of())))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("labels.csv:2: photo \"Ann_1\" is not in data set people");
    }

    /** The card names the file from its own folder. */
    @Test
    void aCardOfADataSetNamesItsLabels() throws IOException {
        Home.copyCatalog(folder);
        Path card = folder.resolve("suites/datasets/lfw.yaml");
        Files.writeString(card, Files.readString(card) + "slices: lfw-labels.csv\n");
        assertThatThrownBy(() -> new Catalog(folder).validate())
                .hasMessageContaining("suites/datasets/lfw-labels.csv cannot be read");

        Files.writeString(folder.resolve("suites/datasets/lfw-labels.csv"), "photo,column,value\nAnn_1,light,\n");
        assertThatThrownBy(() -> new Catalog(folder).validate())
                .hasMessageContaining("suites/datasets/lfw-labels.csv:2: expected a photo");

        Files.writeString(folder.resolve("suites/datasets/lfw-labels.csv"), "photo,column,value\nAnn_1,light,dark\n");
        new Catalog(folder).validate();
    }

    private Slices read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("labels.csv"), text);
        ValidationErrors problems = new ValidationErrors();
        Slices slices = new SlicesReader(problems).read(file, "labels.csv", new SourceLocation("card.yaml", 8));
        problems.throwIfAny();
        return slices;
    }
}
