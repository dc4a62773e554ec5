package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.visor.core.Access;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Ledger;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of format 1 read as those of today: the committed ones, which never change. */
final class FormatOneTest {

    private static final Path RECORDS = Path.of("results/reference");

    @TempDir
    Path folder;

    @Test
    void anInversionRowSaysWhichModelWasAttackedWithWhatAndWhoJudged() {
        RunRecord orl = new RunRecord(RECORDS.resolve("inversion-orl"));

        assertThat(orl.cells())
                .filteredOn(of("none", "mi-face-pixel"))
                .extracting(Cell::model, Cell::judge, Cell::attackerAccess, Cell::defenseAccess, Cell::surrogatesWord)
                .startsWith(tuple("residual64-arcface", "edgeface_xxs", AttackerAccess.WHITE_BOX, Access.NONE, "-"));
        assertThat(orl.cells())
                .filteredOn(of("none", "brep-mi"))
                .extracting(Cell::attackerAccess)
                .containsOnly(AttackerAccess.LABEL_ONLY);
        assertThat(orl.cells())
                .filteredOn(of("none", "look"))
                .extracting(Cell::attackerAccess)
                .containsOnly(AttackerAccess.LEAKED_DATA);
    }

    @Test
    void aPerturbationOfAnInversionRunHasItsSurrogatesBack() {
        RunRecord orl = new RunRecord(RECORDS.resolve("inversion-orl"));

        assertThat(orl.cells())
                .filteredOn(of("tip-im-paper", "gmi"))
                .extracting(Cell::surrogatesWord, Cell::defenseAccess)
                .containsOnly(tuple("mobileface_v3", Access.BLACK_BOX));
        assertThat(orl.info().ledgers())
                .filteredOn(ledger -> ledger.defense().equals("tip-im-paper"))
                .extracting(Ledger::surrogates)
                .containsOnly(List.of("mobileface_v3"));
    }

    @Test
    void aReconstructedFaceSaysByWhichAttackAndOfWhichModel() {
        assertThat(new RunRecord(RECORDS.resolve("inversion-orl")).photos())
                .first()
                .extracting(ProtectedPhoto::attack, ProtectedPhoto::model, ProtectedPhoto::surrogates)
                .containsExactly("look", "residual64-arcface", List.of());
    }

    @Test
    void settingsThatJavaPrintedAreTyped() {
        InversionSettings settings =
                new RunRecord(RECORDS.resolve("inversion-orl")).info().inversion();

        assertThat(settings.training())
                .isEqualTo(
                        new InversionSettings.Training("residual", 64, 128, "arcface", 60, 8, .01, .9, .01, true, 60));
        assertThat(settings.people()).isEqualTo(new InversionSettings.People("orl", "mtcnn", 30, 7, 10));
        assertThat(settings.others()).isEqualTo(new InversionSettings.Others("lfw", "landmarks", 4000, 150));
    }

    @Test
    void theCountsOfAnInversionRunHaveTheirTrueNames() {
        InversionSizes sizes =
                new RunRecord(RECORDS.resolve("inversion-orl")).info().inversionSizes();

        assertThat(sizes.people()).isEqualTo(30);
        assertThat(sizes.trainingPhotos()).isEqualTo(180);
        assertThat(sizes.testPhotos()).isEqualTo(90);
        assertThat(sizes.auxiliaryPhotos()).isEqualTo(4000);
        assertThat(sizes.heldOutPairs()).isEqualTo(900);
    }

    @Test
    void whoJudgesInAModelsPlaceIsTold() {
        assertThat(new RunRecord(RECORDS.resolve("lfw-ladder")).cells())
                .filteredOn(cell -> cell.countermeasure().equals("newer-recognizer"))
                .isNotEmpty()
                .allSatisfy(cell -> {
                    assertThat(cell.judge()).isEqualTo("ov_reid0095");
                    assertThat(cell.model()).isNotEqualTo(cell.judge());
                });
    }

    @Test
    void aRecognizersOwnWorkHasNoAttacker() {
        assertThat(new RunRecord(RECORDS.resolve("lfw-verification")).cells())
                .extracting(Cell::attackerAccess)
                .containsOnly(AttackerAccess.NONE);
        assertThat(new RunRecord(RECORDS.resolve("smoke")).cells())
                .extracting(Cell::attackerAccess)
                .containsOnly(AttackerAccess.SCORES);
    }

    @Test
    void whatWasCountedLaterIsNotMissed() throws IOException {
        RunRecord smoke = copy("smoke");
        RunInfo whole = smoke.info();
        for (Map.Entry<String, String> key : Map.of(
                        ",\n    \"arithmetic\" : \"[^\"]*\"", "",
                        ",\n    \"peak_memory_mib\" : \\d+", "",
                        ",\n    \"contents\" : \"[^\"]*\",\n    \"left_out\" : \\{[^}]*\\}", "")
                .entrySet()) {
            Path json = smoke.directory().resolve("run.json");
            Files.writeString(json, Files.readString(json).replaceFirst(key.getKey(), key.getValue()));
        }

        RunInfo older = smoke.info();
        assertThat(older.environment().arithmetic()).isEmpty();
        assertThat(older.counts().peakMemoryMib()).isZero();
        assertThat(older.dataset().contents()).isEqualTo(DatasetEntry.UNKNOWN_CONTENTS);
        assertThat(older.suite()).isEqualTo(whole.suite());
    }

    @Test
    void anErrorNamesTheColumnAsTheFileDoes() throws IOException {
        RunRecord smoke = copy("smoke");
        Path cells = smoke.directory().resolve("cells.csv");
        Files.writeString(cells, Files.readString(cells).replaceFirst(",none,none\n", ",none,some\n"));

        assertThatThrownBy(smoke::cells)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("cells.csv line 2: column access holds \"some\"");
    }

    @Test
    void isWrittenAgainInTheFormatOfToday() throws IOException {
        RunRecord smoke = copy("smoke");
        RunInfo read = smoke.info();
        assertThat(read.formatVersion()).isEqualTo(1);
        assertThat(read.edition()).isEqualTo(1);

        RunJson.write(folder.resolve("again"), read);

        RunInfo again = new RunRecord(folder.resolve("again")).info();
        assertThat(again.formatVersion()).isEqualTo(2);
        assertThat(again.edition()).isEqualTo(1);
        assertThat(again.suite()).isEqualTo(read.suite());
    }

    private static Predicate<Cell> of(String defense, String attack) {
        return cell -> cell.defense().equals(defense) && cell.attack().equals(attack);
    }

    private RunRecord copy(String name) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(RECORDS.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return new RunRecord(to);
    }
}
