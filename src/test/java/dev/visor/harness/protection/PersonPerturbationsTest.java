package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotosEach;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.ProtocolBuilder;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defense that adds as much to each photo as it was given photos to learn from, on people of three photos. */
class PersonPerturbationsTest {

    @TempDir
    Path folder;

    private final List<List<String>> lessons = new ArrayList<>();
    private final ContentStore store = new MemoryStore();
    private Compute compute;
    private Protocol protocol;
    private float tooMuch;

    /** Notes the faces that it learned from. */
    private final class Counter implements PersonDefense {

        private final boolean everybody;

        Counter(boolean everybody) {
            this.everybody = everybody;
        }

        @Override
        public Perturbation learn(
                List<FaceImage> photos,
                List<PhotoFacts> facts,
                Surrogates surrogates,
                RandomGenerator random,
                Consumer<LearnedEpoch> watch) {
            synchronized (lessons) {
                lessons.add(photos.stream().map(photo -> photo.digest().hex()).toList());
            }
            float[] values = new float[photos.get(0).pixels().length];
            Arrays.fill(values, photos.size() + tooMuch);
            return new Perturbation(photos.get(0).width(), photos.get(0).height(), values);
        }

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            List<FaceImage> faces = new ArrayList<>();
            for (int i = 0; i < originals.size(); i++) {
                faces.add(context.facts().get(i).learned().orElseThrow().addedTo(originals.get(i)));
            }
            return faces;
        }

        @Override
        public Optional<Budget> budget() {
            return Optional.of(new Budget(16 / 255.));
        }

        @Override
        public boolean ofEverybody() {
            return everybody;
        }
    }

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        DataSet people = new AnalyticTestBed(folder).dataSet(null);
        protocol = ProtocolBuilder.build(
                people,
                new Seed(1),
                new ProtocolBuilder.Sizes(5, 2, 3, 4, 2, false, Optional.of(new PhotosEach(1, 1, 1))));
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void noPhotoThatIsLearnedFromIsLookedUpOrEnrolled() {
        assertThat(protocol.learning()).hasSize(5);
        Set<FacePhoto> others = new HashSet<>(protocol.probes());
        others.addAll(protocol.mates());
        assertThat(others).hasSize(10).doesNotContainAnyElementsOf(protocol.learning());
        assertThat(subjects(protocol.learning())).isEqualTo(subjects(protocol.probes()));
    }

    @Test
    void eachPersonIsLearnedOnceFromThePhotosKeptForThatAndAddedToOthers() {
        Protector protector = protector(new Counter(false), protocol.learning());

        List<ProtectionResult> probes = protector.protect(protocol.probes(), Progress.SILENT);
        protector.protect(protocol.mates(), Progress.SILENT);

        assertThat(lessons).hasSize(5).doesNotHaveDuplicates();
        assertThat(protector.learned()).extracting(StoredPerturbation::photos).containsOnly(1);
        assertThat(probes).allSatisfy(result -> assertThat(moved((Done) result)).isEqualTo(1));
    }

    @Test
    void whatIsInTheStoreIsNotLearnedAgain() {
        protector(new Counter(false), protocol.learning()).protect(protocol.probes(), Progress.SILENT);
        Protector again = protector(new Counter(false), protocol.learning());

        again.protect(protocol.probes(), Progress.SILENT);

        assertThat(lessons).hasSize(5);
        assertThat(again.computed()).isZero();
    }

    @Test
    void otherPhotosToLearnFromMakeAnotherProtection() {
        protector(new Counter(false), protocol.learning()).protect(protocol.probes(), Progress.SILENT);
        Protector other = protector(new Counter(false), protocol.mates());

        other.protect(protocol.probes(), Progress.SILENT);

        assertThat(lessons).hasSize(10);
        assertThat(other.learned()).hasSize(5);
    }

    @Test
    void onePerturbationForEverybodyIsLearnedFromAll() {
        Protector protector = protector(new Counter(true), protocol.learning());

        List<ProtectionResult> probes = protector.protect(protocol.probes(), Progress.SILENT);

        assertThat(lessons)
                .singleElement()
                .satisfies(lesson -> assertThat(lesson).hasSize(5));
        assertThat(probes).allSatisfy(result -> assertThat(moved((Done) result)).isEqualTo(5));
    }

    @Test
    void somebodyOfWhomNoPhotosAreKeptHasOneLearnedFromThePhotoItself() {
        Protector protector = protector(new Counter(false), protocol.learning());

        protector.protect(protocol.training(), Progress.SILENT);

        assertThat(lessons).hasSize(2).allSatisfy(lesson -> assertThat(lesson).hasSize(1));
    }

    @Test
    void moreThanTheBudgetIsABrokenContract() {
        tooMuch = 16;

        assertThatThrownBy(() ->
                        protector(new Counter(false), protocol.learning()).protect(protocol.probes(), Progress.SILENT))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("defense counter, learning from 1 photo: it returned a value of 17.0");
    }

    private Protector protector(PersonDefense defense, List<FacePhoto> learnedFrom) {
        ProtectionSpec spec = new ProtectionSpec(
                AnalyticTestBed.entry("counter", defense),
                List.of(),
                List.of(),
                LinearRecognizer.CROP,
                new Seed(1),
                learnedFrom);
        return new Protector(
                spec,
                new FaceLocator(Optional.empty(), new MemoryStore()),
                store,
                compute,
                Rules.attended(),
                Protector.BATCH);
    }

    private static Set<SubjectId> subjects(List<FacePhoto> photos) {
        return photos.stream().map(FacePhoto::subject).collect(Collectors.toSet());
    }

    /** The change of a pixel that has room for it. */
    private static float moved(Done done) {
        float[] before = done.original().pixels();
        for (int i = 0; i < before.length; i++) {
            if (before[i] > 30 && before[i] < 220) {
                return done.face().pixels()[i] - before[i];
            }
        }
        throw new AssertionError("no such pixel");
    }
}
