package dev.visor.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairListTest {

    private static final String FOLDS = "a,b,same,fold\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void sixPhotos() throws IOException {
        for (String photo : new String[] {"ann/1", "ann/2", "ann/3", "bo/1", "bo/2", "cy_1"}) {
            write("photos/" + photo + ".jpg", "P2 1 1 255 100");
        }
    }

    @Test
    void aCsvFileTellsPairsAndFolds() throws IOException {
        DataSet read = csv(
                "\uFEFF" + FOLDS
                        + "ann/1.jpg,ann/2.jpg,1,1\nann/1.jpg,bo/1.jpg,0,1\n./bo/1.jpg,bo/2.jpg,True,2\nann/3.jpg,cy_1.jpg,false,2\n\n");

        assertThat(shown(read))
                .containsExactly("1 ann_1 ann_2 true", "1 ann_1 bo_1 false", "2 bo_1 bo_2 true", "2 ann_3 cy_1 false");
        assertThat(read.photos())
                .extracting(photo -> photo.id() + " " + photo.subject())
                .containsExactly(
                        "ann_1 unnamed-0",
                        "ann_2 unnamed-0",
                        "bo_1 unnamed-2",
                        "bo_2 unnamed-2",
                        "ann_3 unnamed-4",
                        "cy_1 unnamed-5");
    }

    @Test
    void withoutFoldsTheyFollowFromThePosition() throws IOException {
        DataSet read = csv(
                "a,b,same\nann/1.jpg,ann/2.jpg,1\nann/1.jpg,bo/1.jpg,0\nbo/1.jpg,bo/2.jpg,1\nann/3.jpg,cy_1.jpg,0\n");

        assertThat(read.pairs()).extracting(pair -> pair.fold()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void aTextFileTellsPairs() throws IOException {
        write(
                "photos/pairs_label.txt",
                "ann/1.jpg ann/2.jpg 1\nann/1.jpg\tbo/1.jpg  0\nbo/1.jpg bo/2.jpg 1\nann/3.jpg cy_1.jpg 0\n");

        DataSet read =
                new PairList(PairLines.TXT, Optional.empty()).read("mine", folder.resolve("photos/pairs_label.txt"));

        assertThat(shown(read))
                .containsExactly("1 ann_1 ann_2 true", "1 ann_1 bo_1 false", "2 bo_1 bo_2 true", "2 ann_3 cy_1 false");
    }

    /** A chain of pairs of the same person makes one person of them all. */
    @Test
    void aListMustNotContradictItself() {
        assertThatThrownBy(() ->
                        csv(FOLDS + "ann/1.jpg,ann/2.jpg,1,1\nann/2.jpg,ann/3.jpg,1,1\nann/1.jpg,ann/3.jpg,0,1\n"))
                .isInstanceOf(InputError.class)
                .hasMessageEndingWith(
                        "pairs.csv:4: ann/1.jpg and ann/3.jpg are two people here, but one person by other"
                                + " lines; correct the list");
    }

    @Test
    void landmarksLieBesideTheListOrThePhotos() throws IOException {
        String header = "file,x1,y1,x2,y2,score,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy\n";
        String pairs = FOLDS
                + "ann/1.jpg,ann/2.jpg,1,1\nann/1.jpg,bo/1.jpg,0,1\nann/1.jpg,ann/3.jpg,1,2\nann/1.jpg,cy_1.jpg,0,2\n";
        write("photos/landmarks.csv", header + "ann/1.jpg,0,0,9,9,1,1.5,2,3,4,5,6,7,8,9,10\n");
        assertThat(csv(pairs).photos().get(0).landmarks().orElseThrow().leftEye())
                .isEqualTo(new Point(1.5, 2));

        write("landmarks.csv", header + "ann/1.jpg,0,0,9,9,1,2.5,2,3,4,5,6,7,8,9,10\n");
        assertThat(csv(pairs).photos().get(0).landmarks().orElseThrow().leftEye())
                .isEqualTo(new Point(2.5, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a;b;same'|pairs.csv:1: expected the header \"a,b,same,fold\" or \"a,b,same\", got \"a;b;same\"",
                "'a,b,same'|it lists no pairs",
                "'a,b,same\nann/1.jpg,ann/2.jpg'|pairs.csv:2: expected the fields a,b,same without quotes",
                "'a,b,same\n\"ann/1.jpg\",ann/2.jpg,1'|pairs.csv:2: expected the fields a,b,same without quotes",
                "'a,b,same\nann/1.jpg,ann/2.jpg,yes'|pairs.csv:2: expected 1 for the same person or 0 for two, got \"yes\"",
                "'a,b,same,fold\nann/1.jpg,ann/2.jpg,1,-1'|pairs.csv:2: expected the number of a fold",
                "'a,b,same\nann/1.jpg,dan/2.jpg,1'|pairs.csv:2: there is no photo dan/2.jpg in",
                "'a,b,same\n../pairs.csv,ann/2.jpg,1'|pairs.csv:2: expected the path of a photo within",
                "'a,b,same\n/etc/passwd,ann/2.jpg,1'|pairs.csv:2: expected the path of a photo within",
                "'a,b,same\nann/1.jpg,ann/../ann/1.jpg,1'|pairs.csv:2: a photo is compared with itself",
                "'a,b,same\nann/1.jpg,ann/2.jpg,1'|all 1 pairs are in one fold",
                "'a,b,same,fold\nann/1.jpg,ann/2.jpg,1,1\nbo/1.jpg,bo/2.jpg,1,2'|fold 1 has no pair of two people"
            })
    void everyMistakeIsNamedWithItsLine(String list, String reason) {
        assertThatThrownBy(() -> csv(list)).isInstanceOf(InputError.class).hasMessageContaining(reason);
    }

    private DataSet csv(String text) throws IOException {
        write("pairs.csv", text);
        return new PairList(PairLines.CSV, Optional.of(folder.resolve("photos")))
                .read("mine", folder.resolve("pairs.csv"));
    }

    private static Iterable<String> shown(DataSet data) {
        return data.pairs().stream()
                .map(p -> p.fold() + " " + p.first().id() + " " + p.second().id() + " " + p.genuine())
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
