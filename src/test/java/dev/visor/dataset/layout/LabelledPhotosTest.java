package dev.visor.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPhotosTest {

    private static final String HEADER = "file,sha256,subject,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy\n";
    private static final String SHA256 = Digest.of("a photo").hex();
    private static final String POINTS = "10,11,20,21,15,16,12,22,18,23.5";

    @TempDir
    Path folder;

    @BeforeEach
    void takeAPhoto() throws IOException {
        Files.writeString(folder.resolve("party.jpg"), "a photo");
    }

    @Test
    void onePhotoGivesAnEntryForEachLabelledFace() throws IOException {
        DataSet party = read("# by eye\n" + HEADER + face("ann") + face("bea"));

        assertThat(party.photos()).extracting(photo -> photo.id().value()).containsExactly("party_1", "party_2");
        assertThat(party.photos()).extracting(photo -> photo.subject().value()).containsExactly("ann", "bea");
        assertThat(party.photos()).extracting(FacePhoto::file).containsOnly(folder.resolve("party.jpg"));
        assertThat(party.photos().get(0).landmarks().orElseThrow().rightMouth()).isEqualTo(new Point(18, 23.5));
    }

    @Test
    void refusesLabelsOfAnotherPhoto() throws IOException {
        Files.writeString(folder.resolve("party.jpg"), "another photo");

        assertThatThrownBy(() -> read(HEADER + face("ann")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("labels.csv:2:")
                .hasMessageContaining("expected " + SHA256 + ": these labels are for another photo");
    }

    @Test
    void saysWhichLineIsWrong() {
        for (String wrong : List.of(
                "file,subject\n",
                HEADER + "party.jpg,ann\n",
                HEADER + "nobody.jpg," + SHA256 + ",ann," + POINTS + "\n",
                HEADER + "party.jpg," + SHA256 + ",ann," + POINTS.replace("16", "nose") + "\n")) {
            assertThatThrownBy(() -> read(wrong))
                    .isInstanceOf(InputError.class)
                    .hasMessageStartingWith(folder.resolve("labels.csv") + ":");
        }
    }

    @Test
    void theSamplesHaveTwoPeopleOnTwoPhotosAndSeventeenOnOne() throws IOException {
        List<String> faces = Files.readAllLines(Path.of("suites/datasets/samples.csv")).stream()
                .filter(line -> line.startsWith("sample"))
                .toList();

        assertThat(faces).hasSize(21);
        assertThat(faces.stream().map(line -> line.split(",")[2]).distinct()).hasSize(19);
    }

    private DataSet read(String labels) throws IOException {
        return new LabelledPhotos(Files.writeString(folder.resolve("labels.csv"), labels)).read("party", folder);
    }

    private static String face(String subject) {
        return "party.jpg," + SHA256 + "," + subject + "," + POINTS + "\n";
    }
}
