package dev.visor.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

    private static final String HEADER = "file,x1,y1,x2,y2,score,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void twoPeople() throws IOException {
        for (String photo : new String[] {"Bo_Li_0002", "Bo_Li_0001", "Ann_Lee_0001"}) {
            touch("images/" + photo.replaceAll("_\\d+$", "") + "/" + photo + ".jpg");
        }
    }

    @Test
    void lfwIsSortedAndJoinedWithItsLandmarks() throws IOException {
        write("landmarks.csv", HEADER + "Bo_Li/Bo_Li_0001.jpg,0,0,9,9,1,1.5,2,3,4,5,6,7,8,9,10\n");

        DataSet lfw = new Lfw().read("lfw", folder);

        assertThat(lfw.photos())
                .extracting(p -> p.id().value())
                .containsExactly("Ann_Lee_0001", "Bo_Li_0001", "Bo_Li_0002");
        assertThat(lfw.photos()).extracting(p -> p.subject().value()).containsExactly("Ann_Lee", "Bo_Li", "Bo_Li");
        assertThat(lfw.photos().get(1).landmarks().orElseThrow().leftEye()).isEqualTo(new Point(1.5, 2));
        assertThat(lfw.photos().get(2).landmarks()).isEmpty();
        assertThat(lfw.pairs()).isEmpty();
    }

    @Test
    void lfwLiesInItsFolderToo() {
        assertThat(new Lfw().read("lfw", folder.resolve("images")).photos()).hasSize(3);
    }

    @Test
    void lfwsPairsHaveFolds() throws IOException {
        write("pairs.txt", "2\t1\nBo_Li\t1\t2\nBo_Li\t1\tAnn_Lee\t1\nBo_Li\t2\t1\nAnn_Lee\t1\tBo_Li\t2\n");

        DataSet lfw = new Lfw().read("lfw", folder);

        assertThat(lfw.pairs())
                .extracting(
                        p -> p.fold() + " " + p.first().id() + " " + p.second().id() + " " + p.genuine())
                .containsExactly(
                        "1 Bo_Li_0001 Bo_Li_0002 true",
                        "1 Bo_Li_0001 Ann_Lee_0001 false",
                        "2 Bo_Li_0002 Bo_Li_0001 true",
                        "2 Ann_Lee_0001 Bo_Li_0002 false");
    }

    @ParameterizedTest
    @CsvSource({"'2\n'", "''"})
    void viewOneAndListsWithoutAHeaderHaveFoldsByPosition(String header) throws IOException {
        write("pairsDevTest.txt", header + "Bo_Li\t1\t2\nBo_Li 2 1\nBo_Li\t1\tAnn_Lee\t1\nAnn_Lee\t1\tBo_Li\t2\n");

        DataSet lfw = new Lfw("pairsDevTest.txt").read("lfw", folder);

        assertThat(lfw.pairs())
                .extracting(
                        p -> p.fold() + " " + p.first().id() + " " + p.second().id() + " " + p.genuine())
                .containsExactly(
                        "1 Bo_Li_0001 Bo_Li_0002 true",
                        "2 Bo_Li_0002 Bo_Li_0001 true",
                        "1 Bo_Li_0001 Ann_Lee_0001 false",
                        "2 Ann_Lee_0001 Bo_Li_0002 false");
    }

    @Test
    void aListThatTheCardNamesMustBeThere() {
        assertThatThrownBy(() -> new Lfw("pairsDevTest.txt").read("lfw", folder))
                .hasMessageContaining("pairsDevTest.txt: there is no such file");
    }

    @Test
    void aNestedFolderHasFoldersOfPhotosInEachSubjects() throws IOException {
        touch("opom/ann/img/1.jpg");
        touch("opom/ann/img/2.jpg");
        touch("opom/bo/img/1.jpg");
        touch("opom/bo/more/1.jpg");
        touch("opom/bo/loose.jpg");
        write("opom/landmarks.csv", HEADER + "ann/img/2.jpg,0,0,9,9,1,1.5,2,3,4,5,6,7,8,9,10\n");

        DataSet nested = new NestedFolder().read("opom", folder.resolve("opom"));

        assertThat(nested.photos())
                .extracting(p -> p.subject() + " " + p.id())
                .containsExactly("ann ann_img_1", "ann ann_img_2", "bo bo_img_1", "bo bo_more_1");
        assertThat(nested.photos().get(1).landmarks()).isPresent();
        assertThat(nested.leftOut()).containsEntry("images in no subject's folder", 1);
        assertThatThrownBy(() -> new NestedFolder().read("lfw", folder.resolve("images")))
                .hasMessageContaining("but 3 images in no subject's folder; expected")
                .hasMessageEndingWith("or the type folder");
    }

    @ParameterizedTest
    @CsvSource({
        "{person}_{number}, Ann_Lee_0001, Ann_Lee",
        "{person}_{image}_{face}, n000001_0001_01, n000001",
        "{id}_{person}_{age}_{gender}, 12_MariaCallas_35_f, MariaCallas",
        "{person}-{number}, 17-2, 17",
        "db.{person}, db.x, x"
    })
    void namesSayWhoItIsByTheirShape(String shape, String name, String person) throws IOException {
        touch("flat/" + name + ".jpg");

        DataSet flat = new NamedFiles(shape).read("flat", folder.resolve("flat"));

        assertThat(flat.photos()).extracting(p -> p.subject() + " " + p.id()).containsExactly(person + " " + name);
    }

    @Test
    void aNameOfAnotherShapeIsToldSo() throws IOException {
        touch("flat/Ann.jpg");
        touch("twice/a_1.jpg");
        touch("twice/a_1.png");

        assertThatThrownBy(() -> new NamedFiles("{person}_{number}").read("flat", folder.resolve("flat")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("Ann.jpg: its name is not of the shape {person}_{number}");
        assertThatThrownBy(() -> new NamedFiles("{person}_{number}").read("twice", folder.resolve("twice")))
                .hasMessageContaining("both photos would have the id a_1");
        assertThatThrownBy(() -> new NamedFiles("{name}_{number}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("names must hold {person} once");
    }

    @ParameterizedTest
    @CsvSource({
        "'10', announces 10 + 10 pairs",
        "'1\nBo_Li\t1\t2\nBo_Li\t2\t1', 'announces 1 + 1 pairs, but holds 2 + 0'",
        "'2\nBo_Li\t1\t2\nBo_Li\t1\tAnn_Lee\t1', 'announces 2 + 2 pairs, but holds 1 + 1'",
        "'images/a.jpg images/b.jpg 1', pairs.txt:1",
        "'x\t1', pairs.txt:1",
        "'1\t1\nBo_Li\t1\t2', need 3 lines",
        "'1\t1\nBo_Li\t1\nBo_Li\t1\tAnn_Lee\t1', pairs.txt:2",
        "'1\t1\nBo_Li\t1\t2\nBo_Li\t1\t2', pairs.txt:3",
        "'1\t1\nBo_Li\t1\t9\nBo_Li\t1\tAnn_Lee\t1', there is no photo Bo_Li_0009"
    })
    void lfwsPairsSayWhereTheyAreWrong(String pairs, String expected) throws IOException {
        write("pairs.txt", pairs);

        assertThatThrownBy(() -> new Lfw().read("lfw", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'a,b', landmarks.csv:2: expected 16 fields",
        "'a,0,0,9,9,1,x,2,3,4,5,6,7,8,9,10', 'landmarks.csv:2: expected a number of pixels, got \"x\"'",
        "'a,0,0,9,9,1,NaN,2,3,4,5,6,7,8,9,10', 'landmarks.csv:2: expected a number of pixels'",
        "'a,0,0,9,9,1,1,1,1,1,1,1,1,1,1,1', landmarks.csv:2: the five points coincide",
        "'a,0,0,9,9,1,1,2,3,4,5,6,7,8,9,10\na,0,0,9,9,1,1,2,3,4,5,6,7,8,9,10', landmarks.csv:3: a second line for a"
    })
    void landmarksSayWhereTheyAreWrong(String line, String expected) throws IOException {
        write("landmarks.csv", HEADER + line);

        assertThatThrownBy(() -> new Lfw().read("lfw", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(expected);
    }

    @Test
    void landmarksNeedTheirHeader() throws IOException {
        write("landmarks.csv", "file,x\n");

        assertThatThrownBy(() -> new Lfw().read("lfw", folder)).hasMessageContaining("landmarks.csv:1: expected");
    }

    @Test
    void lfwRefusesPhotosNamedOtherwise() throws IOException {
        touch("images/Cy_Oh/portrait.jpg");

        assertThatThrownBy(() -> new Lfw().read("lfw", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("expected Cy_Oh_0001.jpg");
    }

    @Test
    void orlIsSortedByNumber() throws IOException {
        for (String photo : new String[] {"s10/1", "s2/10", "s2/9", "s1/1"}) {
            touch("orl/" + photo + ".pgm");
        }
        write("orl/README", "no photo");

        DataSet orl = new Orl().read("orl", folder.resolve("orl"));

        assertThat(orl.photos()).extracting(p -> p.id().value()).containsExactly("s1_1", "s2_9", "s2_10", "s10_1");
    }

    @Test
    void aPlainFolderHasASubFolderASubject() throws IOException {
        touch("plain/b/2.png");
        touch("plain/a/x.JPG");
        touch("plain/a/.hidden.jpg");
        write("plain/a/notes.txt", "no photo");
        write("plain/landmarks.csv", HEADER + "b/2.png,0,0,9,9,1,1,2,3,4,5,6,7,8,9,10\n");

        DataSet plain = new PlainFolder().read("mine", folder.resolve("plain"));

        assertThat(plain.id()).isEqualTo("mine");
        assertThat(plain.photos()).extracting(p -> p.id().value()).containsExactly("a_x", "b_2");
        assertThat(plain.photos().get(1).landmarks()).isPresent();
    }

    @Test
    void twoPhotosOfOneIdAreRefused() throws IOException {
        touch("plain/a/x.jpg");
        touch("plain/a/x.png");

        assertThatThrownBy(() -> new PlainFolder().read("mine", folder.resolve("plain")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("both photos would have the id a_x");
    }

    @Test
    void aFolderOfLoosePhotosSaysWhatIsExpected() throws IOException {
        touch("loose/a.jpg");

        assertThatThrownBy(() -> new PlainFolder().read("mine", folder.resolve("loose")))
                .hasMessageContaining("1 photos, but not in a subject's sub-folder");
    }

    @Test
    void aMissingOrEmptyFolderIsTheUsersMistake() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        for (DataSetReader reader : new DataSetReader[] {
            new Lfw(), new Orl(), new PlainFolder(), new NestedFolder(), new NamedFiles("{person}_{number}")
        }) {
            assertThatThrownBy(() -> reader.read("x", folder.resolve("gone")))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("no such folder");
            assertThatThrownBy(() -> reader.read("x", folder.resolve("empty")))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("no photos");
        }
    }

    @Test
    @Tag("model")
    void readsTheRealDataSets() {
        String assets = System.getenv("VISOR_ASSETS");
        if (assets == null) {
            System.out.println("skipped: LFW and ORL need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(assets != null, "VISOR_ASSETS is not set");
        DataSet lfw = new Lfw().read("lfw", Path.of(assets, "data", "lfw"));
        DataSet orl = new Orl().read("orl", Path.of(assets, "data", "orl"));

        assertThat(lfw.photos()).hasSize(13_233);
        assertThat(lfw.photos().stream().map(p -> p.subject()).distinct()).hasSize(5_749);
        assertThat(lfw.photos().stream().filter(p -> p.landmarks().isEmpty())).hasSize(1);
        assertThat(lfw.pairs()).hasSize(6_000);
        assertThat(lfw.pairs().stream().filter(p -> p.genuine())).hasSize(3_000);
        assertThat(orl.photos()).hasSize(400);
    }

    /** A photo of one grey pixel, whatever it is called. */
    private void touch(String file) throws IOException {
        write(file, "P2 1 1 255 100");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
