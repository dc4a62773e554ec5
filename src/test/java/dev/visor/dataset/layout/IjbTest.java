package dev.visor.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of our own, in the form of IJB's. */
class IjbTest {

    private static final String MEMBERS = "meta/mini_face_tid_mid.txt";
    private static final String PAIRS = "meta/mini_template_pair_label.txt";
    private static final String POINTS = "meta/mini_name_5pts_score.txt";

    @TempDir
    private Path folder;

    /** Template 10 has a picture and two frames of a film; template 50 is in no pair. */
    @BeforeEach
    void lists() throws IOException {
        StringBuilder points = new StringBuilder();
        for (int i = 1; i <= 8; i++) {
            write("loose_crop/" + i + ".jpg", "P2 1 1 255 100");
            points.append(i)
                    .append(".jpg 30.5 50 70 50 50 70 40 90 60 90 0.")
                    .append(i)
                    .append('\n');
        }
        write(POINTS, points.toString());
        write(
                MEMBERS,
                "1.jpg 10 100\n2.jpg 10 101\n3.jpg 10 101\n4.jpg 20 102\n5.jpg 30 103\n6.jpg 40 104\n7.jpg 50 105\n");
        write(PAIRS, "10 20 1\n10 30 0\n30 40 1\n20 40 0\n");
    }

    @Test
    void templatesHoldTheirPhotosByMediumAndScore() {
        DataSet read = new Ijb().read("mini", folder);

        assertThat(read.pairs())
                .extracting(
                        p -> p.fold() + " " + p.first().id() + " " + p.second().id() + " " + p.genuine())
                .containsExactly(
                        "1 template-10 template-20 true",
                        "1 template-10 template-30 false",
                        "2 template-30 template-40 true",
                        "2 template-20 template-40 false");
        Template template = (Template) read.pairs().get(0).first();
        assertThat(template.members())
                .extracting(m -> m.photo().id() + " " + m.medium() + " " + m.weight() + " "
                        + m.photo().subject())
                .containsExactly("1 100 0.1 unnamed-0", "2 101 0.2 unnamed-0", "3 101 0.3 unnamed-0");
        assertThat(template.photos().get(0).landmarks().orElseThrow().leftEye()).isEqualTo(new Point(30.5, 50));
        assertThat(read.photos()).extracting(p -> p.id().value()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void listsMayLieBesideThePhotos() throws IOException {
        for (String list : new String[] {MEMBERS, PAIRS, POINTS}) {
            Files.move(folder.resolve(list), folder.resolve(Path.of(list).getFileName()));
        }
        Files.delete(folder.resolve("meta"));

        assertThat(new Ijb().read("mini", folder).pairs()).hasSize(4);
    }

    /** An image in two templates makes them one person's. */
    @Test
    void templatesThatShareAnImageShowOnePerson() throws IOException {
        append(MEMBERS, "6.jpg 50 104\n");
        append(PAIRS, "40 50 0\n");

        assertThatThrownBy(() -> new Ijb().read("mini", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("mini_template_pair_label.txt:5: the two templates are two people here, but one");
    }

    @ParameterizedTest
    @CsvSource({
        MEMBERS + ", '1.jpg 10', mini_face_tid_mid.txt:8: expected an image",
        MEMBERS + ", '1.jpg ten 1', 'mini_face_tid_mid.txt:8: expected a whole number as word 2, got \"1.jpg ten 1\"'",
        MEMBERS + ", '99.jpg 40 1', 'mini_face_tid_mid.txt:8: 99.jpg: no line of *_name_5pts_score.txt'",
        MEMBERS + ", '../meta 40 1', 'mini_face_tid_mid.txt:8: ../meta: no line'",
        PAIRS + ", '10 60 0', it has no image of template 60",
        PAIRS + ", '10 20 2', mini_template_pair_label.txt:5: expected 1 for the same person",
        PAIRS + ", '10 10 1', mini_template_pair_label.txt:5: a template is compared with itself",
        PAIRS + ", '20 10 0', 'mini_template_pair_label.txt:5: the two templates are two people here'",
        POINTS + ", '9.jpg 1 2 3', mini_name_5pts_score.txt:9: expected an image",
        POINTS + ", '9.jpg 1 2 3 4 5 6 7 8 9 NaN 1', expected a number as word 11",
        POINTS + ", '9.jpg 1 2 3 4 5 6 7 8 9 10 0', expected five points that differ and a score above 0",
        "meta/two_face_tid_mid.txt, '', 'it holds 2 lists named *_face_tid_mid.txt, expected one'"
    })
    void everyMistakeIsNamedWithItsLine(String list, String line, String reason) throws IOException {
        append(list, line + "\n");

        assertThatThrownBy(() -> new Ijb().read("mini", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aPhotoMustBeThereAndWithinItsFolder() throws IOException {
        append(POINTS, "../meta/x.jpg 1 2 3 4 5 6 7 8 9 10 1\n");
        append(MEMBERS, "../meta/x.jpg 40 1\n");
        write("meta/x.jpg", "P2 1 1 255 100");
        assertThatThrownBy(() -> new Ijb().read("mini", folder)).hasMessageContaining("there is no such photo in");
    }

    private void append(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        write(file, (Files.exists(path) ? Files.readString(path) : "") + text);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
