package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.external.SuppliedReconstructions;
import dev.visor.audit.verify.Verification;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Knowledge;
import dev.visor.core.Pairing;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.core.measure.MetricValue;
import dev.visor.dataset.ImageFiles;
import dev.visor.defense.Defense;
import dev.visor.defense.external.CommandDefense;
import dev.visor.external.Job;
import dev.visor.external.LocalFiles;
import dev.visor.external.LocalFolder;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reconstructions that were made elsewhere, before a jury: those whose truth is known come out as they must. */
class SuppliedReconstructionsTest {

    private static final int MEMBERS = 8;
    private static final int SIDE = 64;
    private static final int TRIES = 2;

    @TempDir
    private Path folder;

    private InversionTestBed bed;

    @BeforeEach
    void openTheBed() throws IOException {
        bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
    }

    @Test
    void onesOwnPhotoIsFoundAndAnothersAndAGreyImageAreNotUnderAProgramAsUnderNone() throws IOException {
        for (String defense : List.of("none", "copy")) {
            supply("own/" + defense, TRIES, person -> photo(person));
            supply("swapped/" + defense, 1, person -> photo((person + 1) % MEMBERS));
            supply("grey/" + defense, 1, person -> grey());
        }

        // A program that changes nothing protects the photos that the second recognizer learns from.
        RunRecord record = bed.run(
                InversionTestBed.suite(List.of(copy()), List.of(entry("own"), entry("swapped"), entry("grey"))),
                folder.resolve("record"));

        assertThat(top1(record, "own", Pairing.RECONSTRUCTED_CLEAN)).isEqualTo(1);
        assertThat(top1(record, "copy", "own")).isEqualTo(1);
        assertThat(top1(record, "copy", "swapped")).isEqualTo(top1(record, "none", "swapped"));
        assertThat(top1(record, "own", Pairing.MISNAMED_CLEAN)).isZero();
        assertThat(top1(record, "swapped", Pairing.RECONSTRUCTED_CLEAN))
                .isLessThanOrEqualTo(top1(record, "swapped", Pairing.MISNAMED_CLEAN) + .2);
        assertThat(top1(record, "grey", Pairing.RECONSTRUCTED_CLEAN)).isLessThanOrEqualTo(.2);
        assertThat(record.metrics())
                .allMatch(value -> value.cell().trust() == trust(value.cell()))
                .noneMatch(value -> value.cell().trust() == Trust.SUPPLIED
                        && (value.pairing() == Pairing.BASELINE_CLEAN
                                || value.metric().contains("queries")
                                || value.metric().endsWith("_per_s")));
        assertThat(record.info().warnings().stream().map(Warning::message))
                .anyMatch(said -> said.startsWith("own, swapped, grey: made elsewhere and supplied"))
                .anyMatch(said -> said.contains("did no better under the right names than under wrong ones"));
        assertThat(Verification.of(record).mismatches()).isEmpty();
        Path cells = record.directory().resolve("cells.csv");
        Files.writeString(cells, Files.readString(cells).replace("supplied", "built-in"));
        assertThat(Verification.of(record).mismatches().toString()).contains("trust");
    }

    private static Trust trust(Cell cell) {
        if (List.of("own", "swapped", "grey").contains(cell.attack())) {
            return Trust.SUPPLIED;
        }
        return cell.defense().equals("copy") ? Trust.COMMAND : Trust.BUILT_IN;
    }

    private Entry<Defense> copy() throws IOException {
        return InversionTestBed.entry(
                "copy",
                new CommandDefense(new CommandDefense.Params(
                        List.of("bash", "-c", "cp {job}/photos/* {result}"),
                        LocalFiles.of(folder, List.of()),
                        Job.Unit.FACE,
                        64,
                        60,
                        true,
                        false,
                        false,
                        0)));
    }

    private Entry<TrainingSideAttack> entry(String name) throws IOException {
        return InversionTestBed.entry(
                name,
                new SuppliedReconstructions(new SuppliedReconstructions.Params(
                        LocalFolder.of(folder, name), AttackerAccess.WHITE_BOX, Knowledge.ADAPTIVE)));
    }

    private void supply(String name, int each, IntFunction<FaceImage> made) throws IOException {
        for (int person = 0; person < MEMBERS; person++) {
            Path own = Files.createDirectories(folder.resolve(name).resolve("p%02d".formatted(person)));
            for (int i = 0; i < each; i++) {
                ImageFiles.writePng(made.apply(person).toPhoto(), own.resolve(i + ".png"));
            }
        }
    }

    private static FaceImage photo(int person) {
        return Resampling.resize(
                FaceImage.ofPhoto(new Photo(112, 112, InversionTestBed.pixels(person, 99))), SIDE, SIDE);
    }

    private static FaceImage grey() {
        float[] pixels = new float[3 * SIDE * SIDE];
        Arrays.fill(pixels, 90);
        return new FaceImage(SIDE, SIDE, pixels);
    }

    private static double top1(RunRecord record, String attack, Pairing pairing) {
        return top1(record, "none", attack, pairing);
    }

    private static double top1(RunRecord record, String defense, String attack) {
        return top1(record, defense, attack, Pairing.RECONSTRUCTED_CLEAN);
    }

    private static double top1(RunRecord record, String defense, String attack, Pairing pairing) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals("inversion_top1")
                        && value.cell().defense().equals(defense))
                .filter(value -> value.cell().attack().equals(attack) && value.pairing() == pairing)
                .filter(value -> value.cell().judge().equals("jury"))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
