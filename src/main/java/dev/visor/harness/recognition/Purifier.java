package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.PersonPurification;
import dev.visor.attack.Purification;
import dev.visor.attack.Restorer;
import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** Puts cut faces through a countermeasure, and says what they will be before it does: what is in the store is not made again. */
public final class Purifier implements AutoCloseable {

    public static final Stage STAGE = new Stage("countermeasure", Purifier.class);

    private static final StoreKey UNTOUCHED =
            StoreKey.of(Embedder.STAGE, "untouched").build();

    private final Entry<Countermeasure> countermeasure;
    private final Seed seed;

    /** The purification; empty where the countermeasure leaves the face alone and exchanges the recognizer at most. */
    private final Optional<Purification> purification;

    /** The purification that looks at other photos of the person; empty for others. */
    private final Optional<PersonPurification> ofPerson;

    /** The restorer that was trained; empty where none was. */
    private final Optional<Restorer> trained;

    /** Stands for the countermeasure in keys. */
    private final StoreKey made;

    private Purifier(
            Entry<Countermeasure> countermeasure,
            Seed seed,
            Optional<Purification> purification,
            Optional<Restorer> trained) {
        this.countermeasure = countermeasure;
        this.seed = seed;
        this.purification = purification;
        this.ofPerson = countermeasure.plugin() instanceof PersonPurification p ? Optional.of(p) : Optional.empty();
        this.trained = trained;
        this.made = made(countermeasure, seed, trained);
    }

    /** A countermeasure as it is configured. */
    public static Purifier of(Entry<Countermeasure> countermeasure, Seed seed) {
        Optional<Purification> purification =
                countermeasure.plugin() instanceof Purification p ? Optional.of(p) : Optional.empty();
        return new Purifier(countermeasure, seed, purification, Optional.empty());
    }

    /** A countermeasure with what the tracker trained for it. */
    static Purifier trained(Entry<Countermeasure> countermeasure, Seed seed, Restorer restorer) {
        Purification purification = new Purification() {
            @Override
            public FaceImage purify(FaceImage face, RandomGenerator random) {
                return restorer.purify(face);
            }
        };
        return new Purifier(countermeasure, seed, Optional.of(purification), Optional.of(restorer));
    }

    /** Returns how many other photos of a person it looks at. */
    int others() {
        return ofPerson.map(PersonPurification::others).orElse(0);
    }

    /** Stands for the face after a countermeasure that looks at those other photos of the person. */
    StoreKey key(AlignedFace cut, List<FaceImage> others) {
        if (ofPerson.isEmpty() || !(cut instanceof AlignedFace.Face face)) {
            return key(cut);
        }
        return made.part("purified")
                .add("face", face.face().digest())
                .add(
                        "others",
                        others.stream().map(other -> other.digest().hex()).toList())
                .build();
    }

    /** Stands for the face after the countermeasure; a face left alone keeps its own digest, under which it may be embedded already. */
    public StoreKey key(AlignedFace cut) {
        StoreKey.Builder key = purification.isPresent() ? made.part("purified") : UNTOUCHED.part("face");
        return (cut instanceof AlignedFace.Face face
                        ? key.add("face", face.face().digest())
                        : key.add("missed", true))
                .build();
    }

    private static StoreKey made(Entry<Countermeasure> countermeasure, Seed seed, Optional<Restorer> trained) {
        StoreKey.Builder key =
                StoreKey.of(STAGE, "purifying").with("rung", countermeasure).add("seed", seed.value());
        trained.ifPresent(
                restorer -> key.add("weights", restorer.digest()).with("weights", Implementation.ofObject(restorer)));
        return key.build();
    }

    /** The face after the countermeasure, rounded to 8 bit. */
    public AlignedFace purified(AlignedFace cut) {
        return cut instanceof AlignedFace.Face face && purification.isPresent()
                ? new AlignedFace.Face(purified(purification.get(), face.face()))
                : cut;
    }

    /** The face after a countermeasure that looks at those other photos of the person, rounded to 8 bit. */
    AlignedFace purified(AlignedFace cut, List<FaceImage> others) {
        if (ofPerson.isEmpty() || !(cut instanceof AlignedFace.Face face)) {
            return purified(cut);
        }
        FaceImage after;
        try {
            after = Objects.requireNonNull(ofPerson.get().purify(face.face(), others), "no face");
        } catch (RuntimeException | LinkageError e) {
            throw new ContractViolation("countermeasure %s failed on a face: %s".formatted(countermeasure.id(), e), e);
        }
        check(face.face(), after);
        return new AlignedFace.Face(after.quantized());
    }

    /** Returns the number of faces that are purified at once; empty where each is by itself. */
    OptionalInt batch() {
        return purification.map(Purification::batch).orElse(OptionalInt.empty());
    }

    /** Returns the faces after the countermeasure, rounded to 8 bit; all in one call of it. */
    List<AlignedFace> purified(List<AlignedFace> cuts) {
        List<FaceImage> before = cuts.stream()
                .filter(AlignedFace.Face.class::isInstance)
                .map(cut -> ((AlignedFace.Face) cut).face())
                .toList();
        if (before.isEmpty() || purification.isEmpty()) {
            return cuts;
        }
        Iterator<FaceImage> after = purified(purification.get(), before).iterator();
        return cuts.stream()
                .map(cut -> cut instanceof AlignedFace.Face ? new AlignedFace.Face(after.next()) : cut)
                .toList();
    }

    private FaceImage purified(Purification purify, FaceImage before) {
        return purified(purify, List.of(before)).get(0);
    }

    private List<FaceImage> purified(Purification purify, List<FaceImage> before) {
        List<RandomGenerator> randoms = before.stream()
                .map(face -> seed.derive("purify/" + face.digest().hex()).generator())
                .toList();
        List<FaceImage> after = made(purify, before, randoms);
        if (after.size() != before.size()) {
            throw new ContractViolation("countermeasure %s made %d faces of %d"
                    .formatted(countermeasure.id(), after.size(), before.size()));
        }
        List<FaceImage> quantized = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            check(before.get(i), after.get(i));
            quantized.add(after.get(i).quantized());
        }
        return quantized;
    }

    private void check(FaceImage before, FaceImage after) {
        if (!after.sameShapeAs(before)) {
            throw new ContractViolation("countermeasure %s made a %d x %d face of one of %d x %d"
                    .formatted(countermeasure.id(), after.width(), after.height(), before.width(), before.height()));
        }
        for (float value : after.pixels()) {
            if (!Float.isFinite(value)) {
                throw new ContractViolation(
                        "countermeasure %s made a pixel that is no number".formatted(countermeasure.id()));
            }
        }
    }

    private List<FaceImage> made(Purification purify, List<FaceImage> before, List<RandomGenerator> randoms) {
        try {
            List<FaceImage> made = purify.purify(before, randoms);
            made.forEach(face -> Objects.requireNonNull(face, "no face"));
            return made;
        } catch (InputError e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new ContractViolation("countermeasure %s failed on a face: %s".formatted(countermeasure.id(), e), e);
        }
    }

    @Override
    public void close() {
        trained.ifPresent(Restorer::close);
    }
}
