package dev.visor.attack.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Names;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.AnalyticTarget;
import dev.visor.core.AttackerAccess;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.ImageFiles;
import dev.visor.external.LocalFolder;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of reconstructions: whose each is, and one sentence for each thing that is wrong with it. */
class SuppliedFolderTest {

    private static final int SIDE = 16;

    @TempDir
    private Path folder;

    @Test
    void eachPersonHasItsOwnImagesInTheOrderOfTheirNames() throws IOException {
        put("blur/ann/a.png", 10, SIDE);
        put("blur/ann/b.png", 20, SIDE);
        put("blur/bob/only.png", 30, SIDE);
        put("none/ann/a.png", 99, SIDE);

        List<Reconstruction> made = run(AttackerAccess.SCORES);

        assertThat(made).extracting(Reconstruction::person).containsExactly(0, 0, 1, 1);
        assertThat(made).extracting(one -> one.face().pixels()[0]).containsExactly(10f, 20f, 30f, 30f);
        assertThat(made).allMatch(one -> one.photo().isEmpty());
    }

    @Test
    void ofLeakedDataThereIsOneForEachPhoto() throws IOException {
        put("blur/ann/a.png", 10, SIDE);
        put("blur/ann/b.png", 20, SIDE);
        put("blur/bob/only.png", 30, SIDE);

        List<Reconstruction> made = run(AttackerAccess.LEAKED_DATA);

        assertThat(made).extracting(one -> one.photo().getAsInt()).containsExactly(0, 1, 2, 3);
        assertThat(made).extracting(one -> one.face().pixels()[0]).containsExactly(10f, 20f, 30f, 30f);
    }

    @Test
    void whatIsMissingOrCannotBeUsedIsSaid() throws IOException {
        put("blur/ann/a.png", 10, SIDE);
        refused("supplied images theirs: blur/bob holds 0 images, expected 1 or 2; where a method reconstructs nobody");
        put("blur/bob/1.png", 1, SIDE);
        put("blur/bob/2.png", 2, SIDE);
        put("blur/bob/3.png", 3, SIDE);
        refused("blur/bob holds 3 images, expected 1 or 2");
        Files.delete(folder.resolve("theirs/blur/bob/3.png"));
        put("blur/bob/2.png", 2, 20);
        refused("blur/bob/2.png has 20 x 20 pixels, and the faces of the suite 16 x 16; scale it");
        Files.writeString(folder.resolve("theirs/blur/bob/2.png"), "<html>");
        refused("blur/bob/2.png cannot be read: ");
    }

    @Test
    void anImageThatWasChangedSinceTheEntryWasReadIsRefused() throws IOException {
        put("blur/ann/a.png", 10, SIDE);
        put("blur/bob/a.png", 10, SIDE);
        SuppliedReconstructions supplied = supplied(AttackerAccess.SCORES);
        put("blur/bob/a.png", 11, SIDE);

        assertThatThrownBy(() -> supplied.run(task(AttackerAccess.SCORES)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("a.png was changed while it was in use");
    }

    @Test
    void aFolderCountsByItsFilesAndNotByWhereItLies() throws IOException {
        put("blur/ann/a.png", 10, SIDE);
        Files.writeString(folder.resolve("theirs/.DS_Store"), "junk");
        String one = LocalFolder.of(folder, "theirs").toString();

        assertThat(one).startsWith("theirs (1 files) ");
        put("blur/ann/a.png", 11, SIDE);
        assertThat(LocalFolder.of(folder, "theirs").toString()).isNotEqualTo(one);
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> run(AttackerAccess.SCORES))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(sentence);
    }

    private List<Reconstruction> run(AttackerAccess access) throws IOException {
        return supplied(access).run(task(access));
    }

    private SuppliedReconstructions supplied(AttackerAccess access) throws IOException {
        return new SuppliedReconstructions(
                new SuppliedReconstructions.Params(LocalFolder.of(folder, "theirs"), access, Knowledge.ADAPTIVE));
    }

    private static InversionTask task(AttackerAccess access) {
        List<FaceImage> own = List.of(flat(1, SIDE), flat(2, SIDE));
        boolean leaked = access == AttackerAccess.LEAKED_DATA;
        List<Wanted> wanted = leaked
                ? List.of(wanted(0, 0), wanted(0, 1), wanted(1, 2), wanted(1, 3))
                : List.of(new Wanted(0, OptionalInt.empty()), new Wanted(1, OptionalInt.empty()));
        try (Compute compute = Compute.open("cpu")) {
            return new InversionTask(
                    new AnalyticTarget(access, own),
                    Optional.empty(),
                    wanted,
                    2,
                    own,
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    compute,
                    new Seed(5),
                    line -> {},
                    new Names("blur", List.of(new SubjectId("ann"), new SubjectId("bob"))));
        }
    }

    private static Wanted wanted(int person, int photo) {
        return new Wanted(person, OptionalInt.of(photo));
    }

    private void put(String name, float value, int side) throws IOException {
        Path file = folder.resolve("theirs").resolve(name);
        Files.createDirectories(file.getParent());
        ImageFiles.writePng(flat(value, side).toPhoto(), file);
    }

    private static FaceImage flat(float value, int side) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        Arrays.fill(pixels, value);
        return new FaceImage(side, side, pixels);
    }
}
