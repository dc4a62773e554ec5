package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.InputError;
import dev.visor.core.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.OddPhotos;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.harness.PhotoProtector.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoProtectorTest {

    private static final int EPSILON = 12;

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private Path out;

    @BeforeEach
    void writePhotos() throws IOException {
        out = folder.resolve("shared");
        ImageFiles.writePng(TinyTestBed.noise(99), folder.resolve("noise.png"));
        OddPhotos.write(ImageIO.read(folder.resolve("noise.png").toFile()), folder);
    }

    @Test
    void changesTheFaceAreaWithinTheBudgetAndNothingElse() {
        assertThat(protect("plain.png")).containsExactly(out.resolve("plain-protected.png"));

        Photo before = photo(folder.resolve("plain.png"));
        Photo after = photo(out.resolve("plain-protected.png"));
        assertThat(after.width()).isEqualTo(before.width());
        assertThat(after.height()).isEqualTo(before.height());
        assertThat(most(before, after, 60, 50)).isBetween(1, EPSILON);
        // The crop of the face in the middle is about 50 pixels wide.
        for (int x : new int[] {0, 20, 99, 119}) {
            assertThat(most(before, after, x, 0)).as("column " + x).isZero();
        }
    }

    @Test
    void protectsWhatCanBeReadAndSaysASentenceForEachOfTheRest() {
        List<String> all =
                Stream.of(OddPhotos.BAD, OddPhotos.SOUND).flatMap(List::stream).toList();

        List<Path> written = protect(all.toArray(String[]::new));

        assertThat(written)
                .containsExactly(
                        out.resolve("plain-protected.png"),
                        out.resolve("grey-protected.png"),
                        out.resolve("deep-protected.png"),
                        out.resolve("cmyk-protected.png"));
        assertThat(heard.lines()).hasSameSizeAs(OddPhotos.BAD);
        OddPhotos.BAD.forEach(bad -> assertThat(heard.lines())
                .as(bad)
                .filteredOn(line -> line.startsWith(folder.resolve(bad) + ": "))
                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "truncated.jpg, the JPEG is truncated",
        "text.jpg, 'the file is no JPEG, PNG, PGM, PPM, WebP, BMP, TIFF or GIF image'",
        "empty.jpg, the file is empty",
        "folder.jpg, the file cannot be read (Is a directory)",
        "faceless.png, detector ultra-light finds no face in it",
        "tiny.png, detector ultra-light finds no face in it",
        "missing.jpg, there is no such file"
    })
    void saysWhyTheOnlyPhotoCannotBeProtected(String name, String reason) {
        assertThatThrownBy(() -> protect(name))
                .isInstanceOf(InputError.class)
                .hasMessage(folder.resolve(name) + ": " + reason);
        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void countsThePhotosIfNoneOfThemCouldBeProtected() {
        assertThatThrownBy(() -> protect("text.jpg", "faceless.png"))
                .isInstanceOf(InputError.class)
                .hasMessage("none of the 2 photos could be protected");
        assertThat(heard.lines()).hasSize(2);
    }

    @Test
    void neverOverwritesAPhoto() throws IOException {
        Files.copy(folder.resolve("plain.png"), folder.resolve("grey-protected.png"));
        out = folder;

        assertThatThrownBy(() -> protect("grey.jpg", "grey-protected.png"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("grey-protected.png is one of the photos, and would be overwritten");
        assertThat(folder.resolve("grey-protected.png")).hasSameBinaryContentAs(folder.resolve("plain.png"));
    }

    @Test
    void countsPhotosOfOneName() throws IOException {
        Files.copy(folder.resolve("plain.png"), folder.resolve("grey.png"));

        assertThat(protect("grey.jpg", "grey.png", "grey.jpg"))
                .containsExactly(out.resolve("grey-protected.png"), out.resolve("grey-2-protected.png"));
    }

    @Test
    void steersToThePhotosOfAFolder() throws IOException {
        Path targets = folder.resolve("targets");
        ImageFiles.writePng(TinyTestBed.noise(1000), targets.resolve("friend.png"));
        Files.writeString(targets.resolve("bad.jpg"), "text");

        protect(Optional.of(targets), "noise", "plain.png");
        assertThat(heard.lines()).isEmpty();
        protect(Optional.of(targets), "tip-im-smoke", "plain.png");

        assertThat(heard.lines()).containsExactly("--targets " + targets + ": left out are 1 no images");
    }

    @Test
    void refusesAFolderWithoutTargets() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("nobody"));

        assertThatThrownBy(() -> protect(Optional.of(empty), "tip-im-smoke", "plain.png"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("it holds no photo with a face");
    }

    @Test
    void refusesAFileAsItsFolder() {
        out = folder.resolve("plain.png");

        assertThatThrownBy(() -> protect("grey.jpg"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("cannot be made a folder");
    }

    @Test
    void protectsEqualPhotosEqually() throws IOException {
        protect("plain.png");
        byte[] first = Files.readAllBytes(out.resolve("plain-protected.png"));

        protect("plain.png");

        assertThat(out.resolve("plain-protected.png")).hasBinaryContent(first);
    }

    private List<Path> protect(String... names) {
        return protect(Optional.empty(), "tip-im-smoke", names);
    }

    private List<Path> protect(Optional<Path> targets, String defense, String... names) {
        List<String> sets = List.of("probes=1", "targets=2", "distractors=0");
        ResolvedSuite suite = new Catalog(Path.of(""))
                .suite("quickstart", new Overrides(sets, List.of(defense), List.of(), List.of()));
        List<Path> photos = Stream.of(names).map(folder::resolve).toList();
        return new PhotoProtector(new TinyTestBed(folder.resolve("samples")))
                .protect(new Request(suite, photos, targets, out, "cpu"), heard);
    }

    private static Photo photo(Path file) {
        return ((Decoded) ImageFiles.read(file)).photo();
    }

    private static int most(Photo one, Photo other, int x, int y) {
        int most = 0;
        for (int c = 0; c < 3; c++) {
            most = Math.max(most, Math.abs(one.at(x, y, c) - other.at(x, y, c)));
        }
        return most;
    }
}
