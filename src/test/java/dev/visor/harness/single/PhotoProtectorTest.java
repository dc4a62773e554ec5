package dev.visor.harness.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.OddPhotos;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.defense.Perturbation;
import dev.visor.external.KeptPerturbation;
import dev.visor.harness.Heard;
import dev.visor.harness.TinyTestBed;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.single.PhotoProtector.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoProtectorTest {

    private static final int EPSILON = 12;

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private Path out;
    private TinyTestBed bed;

    @BeforeEach
    void writePhotos() throws IOException {
        bed = new TinyTestBed(folder.resolve("samples"), 20);
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
        assertThat(heard.lines()).contains("of 11 photos: 4 protected, 7 no copy");
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
        "faceless.png, detector marks finds no face in it",
        "tiny.png, detector marks finds no face in it",
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
    void overwritesNothingAndGoesOnWithTheRest() throws IOException {
        Files.copy(folder.resolve("plain.png"), folder.resolve("grey-protected.png"));
        Files.createDirectory(folder.resolve("deep-protected.png"));
        out = folder;

        ProtectedPhotos all = results("tip-im-smoke", "grey.jpg", "deep.png", "grey-protected.png");

        assertThat(all.copies()).containsExactly(folder.resolve("grey-protected-protected.png"));
        assertThat(all.allProtected()).isFalse();
        assertThat(all.reasons())
                .containsExactly(
                        "%s: %s exists already, and nothing is overwritten; move it away or choose another --out"
                                .formatted(folder.resolve("grey.jpg"), folder.resolve("grey-protected.png")),
                        "%s: %s exists already, and nothing is overwritten; move it away or choose another --out"
                                .formatted(folder.resolve("deep.png"), folder.resolve("deep-protected.png")));
        assertThat(heard.lines()).containsAll(all.reasons()).contains("of 3 photos: 1 protected, 2 no copy");
        assertThat(folder.resolve("grey-protected.png")).hasSameBinaryContentAs(folder.resolve("plain.png"));
    }

    @Test
    void aNameTooLongForItsCopyStopsNoOtherPhoto() throws IOException {
        String name = "a".repeat(245) + ".png";
        Files.copy(folder.resolve("plain.png"), folder.resolve(name));

        ProtectedPhotos all = results("tip-im-smoke", name, "plain.png");

        assertThat(all.copies()).containsExactly(out.resolve("plain-protected.png"));
        assertThat(all.reasons()).singleElement().asString().contains("its copy", "File name too long");
    }

    @Test
    void countsNamesThatDifferInCaseOrCompositionOnly() throws IOException {
        List<String> names = List.of("Zo\u00eb.png", "zoe\u0308.png", "ZO\u00cb.png");
        for (String name : names) {
            Path other = Files.createDirectories(folder.resolve("of " + names.indexOf(name)));
            Files.copy(folder.resolve("plain.png"), other.resolve(name));
        }

        assertThat(ProtectedCopies.plan(
                                names.stream()
                                        .map(name -> folder.resolve("of " + names.indexOf(name))
                                                .resolve(name))
                                        .toList(),
                                out)
                        .values())
                .containsExactly(
                        out.resolve("Zo\u00eb-protected.png"),
                        out.resolve("zoe\u0308-2-protected.png"),
                        out.resolve("ZO\u00cb-3-protected.png"));
    }

    @Test
    void leavesNoHalfOfACopyAndSweepsThoseOfKilledProcesses() throws IOException {
        Path old = Files.createDirectories(out).resolve(".unfinished-old");
        Files.writeString(old, "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));

        protect("plain.png");

        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).containsExactly(out.resolve("plain-protected.png"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void protectsAFaceThatLiesOnItsSideWhereItLies(int quarters) throws IOException {
        ImageFiles.writePng(turned(TinyTestBed.noise(99), quarters), folder.resolve("turned.png"));

        ProtectedPhotos all = results("tip-im-smoke", "turned.png");

        assertThat(all.allProtected()).as(all.summary().toString()).isTrue();
        Photo before = photo(folder.resolve("turned.png"));
        Photo after = photo(all.copies().get(0));
        assertThat(after.width()).isEqualTo(before.width());
        assertThat(most(before, after, before.width() / 2, before.height() / 2)).isBetween(1, EPSILON);
        assertThat(most(before, after, 1, 1)).isZero();
        assertThat(most(before, after, before.width() - 1, before.height() - 1)).isZero();
    }

    @Test
    void aDefenseThatDoesNothingProtectsNothing() {
        ProtectedPhotos all = results("none", "plain.png");

        assertThat(all.allProtected()).isFalse();
        assertThat(all.photos().get(0).verdict()).isEqualTo(ProtectedPhoto.Verdict.NOT_PROTECTED);
        assertThat(all.photos().get(0).resemblances()).hasSize(2).allMatch(Resemblance::recognized);
        assertThat(all.photos().get(0).resemblances().get(0).after()).isGreaterThan(.99);
        assertThat(heard.lines())
                .containsExactly(
                        "%s: not protected: dlib_resnet29 and faceplugin_onnx still find the person in %s"
                                .formatted(folder.resolve("plain.png"), out.resolve("plain-protected.png")),
                        "of 1 photo: 0 protected, 1 not protected");
    }

    @Test
    void comparesWithAnotherPhotoOfThePersonWhereOneIsGiven() throws IOException {
        ImageFiles.writePng(TinyTestBed.noise(7), folder.resolve("stranger.png"));

        ProtectedPhotos all =
                protect(Optional.empty(), Optional.of(folder.resolve("stranger.png")), "none", "plain.png");

        Resemblance first = all.photos().get(0).resemblances().get(0);
        assertThat(first.before()).isLessThan(.999).isCloseTo(first.after(), within(.01));
    }

    @Test
    void refusesAMateWithoutAFace() {
        assertThatThrownBy(() ->
                        protect(Optional.empty(), Optional.of(folder.resolve("faceless.png")), "none", "plain.png"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("it shows no face; expected another photo of the person");
    }

    @Test
    void tooFewStrangersForAThresholdLeaveACopyUnmeasured() {
        bed = new TinyTestBed(folder.resolve("samples"), 4);

        ProtectedPhotos all = results("tip-im-smoke", "plain.png");

        assertThat(all.photos().get(0).verdict()).isEqualTo(ProtectedPhoto.Verdict.UNMEASURED);
        assertThat(all.allProtected()).isFalse();
        assertThat(all.copies()).hasSize(1);
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

        protect(Optional.of(targets), Optional.empty(), "noise", "plain.png");
        assertThat(heard.lines()).noneMatch(line -> line.contains("bad.jpg"));
        protect(Optional.of(targets), Optional.empty(), "tip-im-smoke", "grey.jpg");

        assertThat(heard.lines()).contains("--targets " + targets + ": left out are 1 no images");
    }

    @Test
    void refusesAFolderWithoutTargets() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("nobody"));

        assertThatThrownBy(() -> protect(Optional.of(empty), Optional.empty(), "tip-im-smoke", "plain.png"))
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
        out = folder.resolve("again");

        protect("plain.png");

        assertThat(out.resolve("plain-protected.png")).hasBinaryContent(first);
    }

    /** The detector takes noise for a face; the mesh network does not. */
    @Test
    void aPhotoWithoutTheMeshThatADefenseNeedsHasNoCopy() throws IOException {
        ResolvedSuite suite = suite("protego-mesh");
        Protection protection = suite.protections().get(1);
        Crop crop = suite.crop(protection);
        Perturbation learned = new Perturbation(crop.side(), crop.side(), new float[3 * crop.side() * crop.side()]);
        Path kept = folder.resolve("me.npy");
        new KeptPerturbation(
                        learned.array(),
                        new KeptPerturbation.Facts(
                                "protego-mesh",
                                protection.defense().digest().hex(),
                                crop.name(),
                                protection.surrogateIds(),
                                1))
                .write(kept, ImageFiles.png(learned.picture().toPhoto()));
        Request request = new Request(
                suite,
                List.of(folder.resolve("plain.png")),
                Optional.empty(),
                new PersonSource(Optional.empty(), Optional.of(kept)),
                Optional.empty(),
                out,
                "cpu");

        assertThatThrownBy(() -> new PhotoProtector(bed).protect(request, heard))
                .isInstanceOf(InputError.class)
                .hasMessage(folder.resolve("plain.png") + ": not protected (no mesh of the face is found in it)");
        assertThat(out.resolve("plain-protected.png")).doesNotExist();
    }

    private List<Path> protect(String... names) {
        return results("tip-im-smoke", names).copies();
    }

    private ProtectedPhotos results(String defense, String... names) {
        return protect(Optional.empty(), Optional.empty(), defense, names);
    }

    private ProtectedPhotos protect(Optional<Path> targets, Optional<Path> mate, String defense, String... names) {
        ResolvedSuite suite = suite(defense);
        List<Path> photos = Stream.of(names).map(folder::resolve).toList();
        return new PhotoProtector(bed)
                .protect(new Request(suite, photos, targets, PersonSource.NONE, mate, out, "cpu"), heard);
    }

    private static ResolvedSuite suite(String defense) {
        List<String> sets = List.of("probes=1", "targets=2", "distractors=0");
        return new Catalog(Path.of(""))
                .suite("quickstart", new Overrides(sets, List.of(defense), List.of(), List.of()));
    }

    /** Clockwise by so many quarters. */
    private static Photo turned(Photo photo, int quarters) {
        if (quarters == 0) {
            return photo;
        }
        byte[] rgb = new byte[photo.rgb().length];
        for (int y = 0, at = 0; y < photo.width(); y++) {
            for (int x = 0; x < photo.height(); x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) photo.at(y, photo.height() - 1 - x, c);
                }
            }
        }
        return turned(new Photo(photo.height(), photo.width(), rgb), quarters - 1);
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
