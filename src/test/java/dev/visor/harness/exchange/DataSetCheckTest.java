package dev.visor.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Photo;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.harness.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a data set before anything is computed on it. */
class DataSetCheckTest {

    @TempDir
    private Path folder;

    private FacePhoto ann1;
    private FacePhoto ann2;
    private FacePhoto bob1;
    private FacePhoto bob2;
    private FacePhoto eve1;

    @BeforeEach
    void takePhotos() throws IOException {
        ann1 = photo("ann", 1, 10);
        ann2 = photo("ann", 2, 20);
        bob1 = photo("bob", 1, 30);
        bob2 = photo("bob", 2, 40);
        eve1 = photo("eve", 1, 50);
    }

    @Test
    void aSoundOneIsToldByItsNumbers() {
        assertThat(check(new DataSet(
                        "d",
                        List.of(ann1, ann2, bob1, bob2),
                        List.of(new LabelledPair(1, ann1, ann2), new LabelledPair(1, ann1, bob1)))))
                .containsExactly(
                        "ok     4 photos of 2 people, 2 to 2 a person, 2 in the median",
                        "ok     all photos can be read",
                        "ok     no photo stands under two people",
                        "ok     nobody's photo is there twice",
                        "ok     pairs: 1 of one person and 1 of two, in 1 folds",
                        "ok     every fold has pairs of both kinds",
                        "ok     no pair shows one photo twice",
                        "ok     no pair is asked twice");
    }

    @Test
    void whatWouldMakeNumbersWrongIsAFault() throws IOException {
        Files.writeString(ann2.file(), "<html>");
        Files.copy(ann1.file(), bob2.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        List<String> said = check(new DataSet(
                "d",
                List.of(ann1, ann2, bob1, bob2),
                List.of(
                        new LabelledPair(1, ann1, ann2),
                        new LabelledPair(1, ann1, bob2),
                        new LabelledPair(2, bob1, bob2))));

        assertThat(said)
                .anyMatch(line -> line.startsWith("fault  unreadable photos: 1: ann-2 ("))
                .contains(
                        "fault  one photo under several people: 1: ann-1 = bob-2",
                        "fault  folds with pairs of one kind only: 1: fold 2",
                        "fault  pairs that show one photo twice: 1: pair 2 (ann-1, bob-2)");
    }

    @Test
    void whatMustOnlyBeKnownIsANote() throws IOException {
        Files.copy(ann1.file(), ann2.file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        List<String> said = check(new DataSet(
                "d",
                List.of(ann1, ann2, bob1, eve1),
                List.of(
                        new LabelledPair(1, bob1, eve1),
                        new LabelledPair(1, ann2, bob1),
                        new LabelledPair(1, bob1, ann2),
                        new LabelledPair(1, ann1, ann2)),
                Map.of("text files", 3)));

        assertThat(said)
                .contains(
                        "note   people: 2 of 3 have one photo: they can be strangers, and nobody can look for them",
                        "note   beside the photos lie 3 text files, which are left out",
                        "note   copies of a person's photo: 1: ann-1 = ann-2",
                        "note   pairs: 1 of one person and 3 of two, in 1 folds: not balanced, so accuracy is not that of a balanced list",
                        "note   pairs that are asked again: 1: pair 3 (bob-1, ann-2) is pair 2");
    }

    @Test
    void severalFacesOfOneFileAreNoCopies() {
        FacePhoto other = new FacePhoto(new PhotoId("eve-2"), new SubjectId("eve"), ann1.file(), Optional.empty());

        assertThat(check(new DataSet("d", List.of(ann1, other), List.of())))
                .contains(
                        "ok     no photo stands under two people",
                        "note   it has no pairs of its own, so nothing can be asked with pairs: true");
    }

    private static List<String> check(DataSet data) {
        return DataSetCheck.of(data, Progress.SILENT).stream()
                .map(Finding::toString)
                .toList();
    }

    private FacePhoto photo(String person, int number, int grey) throws IOException {
        byte[] rgb = new byte[3 * 16];
        Arrays.fill(rgb, (byte) grey);
        Path file = folder.resolve(person + number + ".png");
        ImageFiles.writePng(new Photo(4, 4, rgb), file);
        return new FacePhoto(new PhotoId(person + "-" + number), new SubjectId(person), file, Optional.empty());
    }
}
