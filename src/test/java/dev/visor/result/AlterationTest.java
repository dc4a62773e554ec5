package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.result.entry.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlterationTest {

    @TempDir
    private Path folder;

    private Path picture;

    @BeforeEach
    void complete() throws IOException {
        for (RecordFile file : RecordFile.values()) {
            String row = "a" + ",1".repeat(file.columns().size() - 1);
            Files.writeString(folder.resolve(file.word()), String.join(",", file.columns()) + "\n" + row + "\n");
        }
        picture = folder.resolve("images/noise/-/ann.png");
        Files.createDirectories(picture.getParent());
        Files.write(picture, new byte[] {1, 2, 3});
        new RunRecord(folder).write(completed());
    }

    private static RunInfo completed() {
        return SmallRun.started()
                .ended(RunInfo.Status.COMPLETED, Instant.EPOCH, List.of(), Counts.NONE, List.of(), List.of());
    }

    @Test
    void whatARunLeftIsOpened() {
        assertThat(RunRecord.open(folder).info().files()).hasSize(RecordFile.values().length);
    }

    @ParameterizedTest
    @EnumSource(value = RecordFile.class, mode = EnumSource.Mode.EXCLUDE, names = "PICTURES")
    void aChangedCellOfAnyTableIsNamedWithItsRecord(RecordFile file) throws IOException {
        Path table = folder.resolve(file.word());
        Files.writeString(table, Files.readString(table).replace("\na,1", "\na,2"));

        assertThatThrownBy(() -> RunRecord.open(folder))
                .isInstanceOf(InputError.class)
                .hasMessage(
                        "%s is not what its run wrote (%s line 2, column %s: \"2\", expected \"1\": changed after the run"
                                + " ended): restore it, or run it anew",
                        folder, file.word(), file.columns().get(1));
    }

    @ParameterizedTest
    @EnumSource(RecordFile.class)
    void aTableThatIsMissingIsNamed(RecordFile file) throws IOException {
        Files.delete(folder.resolve(file.word()));

        refused(file.word() + ": is missing, expected the table that the run wrote");
    }

    @ParameterizedTest
    @EnumSource(RecordFile.class)
    void aTableThatWasAddedIsNamed(RecordFile file) throws IOException {
        byte[] table = Files.readAllBytes(folder.resolve(file.word()));
        Files.delete(folder.resolve(file.word()));
        if (file == RecordFile.PICTURES) {
            Files.delete(picture);
        }
        new RunRecord(folder).write(completed());
        Files.write(folder.resolve(file.word()), table);

        refused(file.word() + ": was put there after the run ended");
    }

    @Test
    void everyChangedFileIsNamedAtOnce() throws IOException {
        for (RecordFile file : List.of(RecordFile.TRIALS, RecordFile.TIMINGS)) {
            Files.writeString(folder.resolve(file.word()), "nothing that it was\n");
        }

        refused("trials.csv: was changed after the run ended: sha256 ");
        refused("timings.csv: was changed after the run ended: sha256 ");
    }

    @Test
    void aChangedPictureIsNamed() throws IOException {
        Files.write(picture, new byte[] {1, 2, 4});

        refused("images/noise/-/ann.png: was changed after the run ended");
    }

    @Test
    void aPictureThatWasAddedOrIsALinkIsNamed() throws IOException {
        Path other = Files.write(folder.resolve("images/noise/-/bob.png"), new byte[] {1, 2, 3});
        refused("images/noise/-/bob.png: was put there after the run ended");

        Files.delete(picture);
        Files.move(other, folder.resolve("elsewhere.png"));
        Files.createSymbolicLink(picture, folder.resolve("elsewhere.png"));
        refused("images/noise/-/ann.png: was changed after the run ended");
    }

    @Test
    void picturesMayBeRemovedBeforeARecordIsPublished() throws IOException {
        Files.delete(picture);

        assertThat(RunRecord.open(folder).exists()).isTrue();
    }

    @Test
    void aRecordOfAnOlderVisorOrOfARunThatIsNotOverHasNothingToHoldItAgainst() throws IOException {
        Files.delete(folder.resolve(RecordFile.PICTURES.word()));
        new RunRecord(folder).write(SmallRun.started());
        Files.writeString(folder.resolve("trials.csv"), "under way");

        assertThat(RunRecord.open(folder).info().status()).isEqualTo(RunInfo.Status.STARTED);
    }

    @Test
    void aRunThatBeginsLeavesNothingOfAnEarlierOneButItsAccountOfCalls() {
        new RunRecord(folder).begin(SmallRun.started());

        for (RecordFile file : RecordFile.values()) {
            assertThat(Files.exists(folder.resolve(file.word())))
                    .as(file.word())
                    .isEqualTo(file == RecordFile.CALLS);
        }
        assertThat(picture).doesNotExist();
    }

    @Test
    void aRunThatBeginsInAFolderThatHeldNoneTouchesNothingThere() throws IOException {
        Files.delete(folder.resolve("run.json"));

        new RunRecord(folder).begin(SmallRun.started());

        assertThat(picture).exists();
    }

    private void refused(String what) {
        assertThatThrownBy(() -> RunRecord.open(folder))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(folder + " is not what its run wrote (")
                .hasMessageContaining(what);
    }
}
