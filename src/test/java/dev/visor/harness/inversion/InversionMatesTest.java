package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Knowledge;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.FaceCropper;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RolePlayed;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which photo a reconstruction is held against: each person has two that were learned from, and attacks are planted that show either. */
class InversionMatesTest {

    @TempDir
    private static Path folder;

    private static InversionTestBed bed;
    private static Map<SubjectId, List<PhotoId>> learned;

    /** Cut as the run cuts them. */
    private static final Map<PhotoId, FaceImage> cut = new HashMap<>();

    /** Knows all photos: on try 0 it shows the first that was learned from, on try 1 the second. */
    private record Copier() implements InversionAttack {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public AttackerAccess access() {
            return AttackerAccess.LABEL_ONLY;
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            List<Reconstruction> made = new ArrayList<>();
            task.wanted().forEach(wanted -> {
                for (int i = 0; i < task.tries(); i++) {
                    PhotoId photo = learned.get(new SubjectId("p%02d".formatted(wanted.person())))
                            .get(i);
                    made.add(Reconstruction.of(wanted.person(), cut.get(photo)));
                }
            });
            return made;
        }
    }

    /** Has both photos, and calls each the other. */
    private record Confuser() implements InversionAttack {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public AttackerAccess access() {
            return AttackerAccess.LEAKED_DATA;
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            return task.wanted().stream()
                    .map(wanted -> {
                        int photo = wanted.photo().orElseThrow();
                        int other = photo % 2 == 0 ? photo + 1 : photo - 1;
                        return new Reconstruction(
                                wanted.person(),
                                wanted.photo(),
                                task.leaked()
                                        .orElseThrow()
                                        .pictures(List.of(other), 0)
                                        .get(0));
                    })
                    .toList();
        }
    }

    @BeforeAll
    static void findWhatIsLearnedFrom() throws IOException {
        bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        learned = run("roles", List.of()).roles().stream()
                .filter(role -> role.role().equals("private"))
                .collect(Collectors.groupingBy(
                        RolePlayed::subject,
                        LinkedHashMap::new,
                        Collectors.mapping(RolePlayed::photo, Collectors.toList())));
        for (FacePhoto photo : bed.dataSet(
                        InversionTestBed.suite(List.of(), List.of()).people())
                .photos()) {
            String[] words = photo.id().value().substring(1).split("-");
            byte[] rgb = InversionTestBed.pixels(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
            cut.put(
                    photo.id(),
                    FaceCropper.crop(new Photo(112, 112, rgb), photo.landmarks().orElseThrow(), Crop.ARCFACE64));
        }
        assertThat(learned.values())
                .hasSize(5)
                .allSatisfy(photos -> assertThat(photos).hasSize(2));
    }

    @Test
    void whoIsAfterNoPhotoInParticularIsHeldAgainstTheNearest() {
        List<Verification> pairs = same(run("copier", List.of(InversionTestBed.entry("copier", new Copier()))));

        // Three judges, five people, two tries.
        assertThat(pairs)
                .hasSize(30)
                .allSatisfy(pair -> assertThat(pair.mate())
                        .as(pair.probe().value())
                        .isEqualTo(learned.get(pair.subject()).get(number(pair) % 2)));
    }

    @Test
    void whoIsAfterAPhotoIsHeldAgainstThatEvenIfAnotherIsNearer() {
        List<Verification> pairs = same(run("confuser", List.of(InversionTestBed.entry("confuser", new Confuser()))));

        assertThat(pairs)
                .hasSize(30)
                .allSatisfy(pair -> assertThat(pair.mate())
                        .as(pair.probe().value())
                        .isEqualTo(learned.get(pair.subject()).get(number(pair) % 2)));
    }

    /** Probes are numbered through all people, two each. */
    private static int number(Trial trial) {
        return Integer.parseInt(trial.probe().value().split("#")[1]);
    }

    private static List<Verification> same(RunRecord record) {
        return record.trials().stream()
                .map(RecordedTrial::trial)
                .filter(trial ->
                        List.of("copier", "confuser").contains(trial.cell().attack()))
                .filter(trial -> trial.pairing() == Pairing.RECONSTRUCTED_CLEAN)
                .filter(Verification.class::isInstance)
                .map(Verification.class::cast)
                .filter(pair -> pair.label() == Label.SAME)
                .toList();
    }

    private static RunRecord run(String name, List<Entry<TrainingSideAttack>> attacks) {
        return bed.run(InversionTestBed.suite(List.of(), attacks), folder.resolve(name));
    }
}
