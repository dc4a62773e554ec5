package dev.visor.harness.inversion;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Prior;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.target.LeakedTraining;
import dev.visor.attack.target.WithinAccess;
import dev.visor.core.AttackerAccess;
import dev.visor.core.ContractViolation;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.Diverged;
import dev.visor.harness.Progress;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainedRecognizer;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs inversion attacks, each on one thread, or finds what they came up with in the store. */
public final class AttackRunner {

    public static final Stage STAGE = new Stage("inversion", AttackRunner.class);

    private static final String ATTACKS_FAULT =
            "the engine computes right on this machine, so it is the attack's own doing";

    private final ResolvedInversion suite;
    private final List<SubjectId> people;
    private final List<FaceImage> open;
    private final DifferentiableRecognizer teacher;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;
    private final Digest openDigest;
    private final AtomicLong computed = new AtomicLong();

    /**
     * Prepares attacks.
     *
     * @param people as the targets number them
     * @param open faces of strangers, the tracker's own, toned like the targets'
     */
    AttackRunner(
            ResolvedInversion suite,
            List<SubjectId> people,
            List<FaceImage> open,
            DifferentiableRecognizer teacher,
            ContentStore store,
            Compute compute,
            Progress progress) {
        this.suite = suite;
        this.people = List.copyOf(people);
        this.open = List.copyOf(open);
        this.teacher = teacher;
        this.store = store;
        this.compute = compute;
        this.progress = progress;
        Digest.Builder digest = Digest.builder("open faces");
        open.forEach(face -> digest.add("face", face.digest().hex()));
        this.openDigest = digest.build();
    }

    /** Learns what an attack learns from the auxiliary photos alone; attacks with equal priors share one. */
    byte[] prior(Prior prior, long seed) {
        StoreKey key = priorKey(prior, seed);
        return store.get(key).orElseGet(() -> {
            String stage = "learning " + prior.key();
            byte[] learned = Diverged.told(
                    stage,
                    ATTACKS_FAULT,
                    compute,
                    () -> prior.learn(new Prior.Study(
                            open,
                            Optional.of(teacher),
                            suite.suite().budget(),
                            compute,
                            new Seed(seed).derive("prior/" + prior.key()),
                            told(stage))));
            store.put(key, learned);
            return learned;
        });
    }

    private StoreKey priorKey(Prior prior, long seed) {
        StoreKey.Builder key = StoreKey.of(STAGE, "prior")
                .with("prior", Implementation.ofObject(prior))
                .add("key", prior.key())
                .add("open", openDigest)
                .add("budget", suite.suite().budget())
                .add("seed", seed);
        if (prior.fromTeacher()) {
            key.with("teacher", teacher);
        }
        return key.build();
    }

    /**
     * Attacks.
     *
     * @param blank whether a recognizer that knows nobody stands in for the target: the attack's baseline
     */
    AttackOutput invert(Entry<TrainingSideAttack> attack, TrainedTargetModel target, boolean blank) {
        StoreKey key = key(attack, target, blank);
        String stage = stage(attack, target, blank);
        return store.get(key).flatMap(bytes -> known(bytes, stage)).orElseGet(() -> {
            AttackOutput fresh = Diverged.told(stage, ATTACKS_FAULT, compute, () -> attack(attack, target, blank));
            computed.incrementAndGet();
            store.put(key, fresh.encode());
            // As it is stored: rounded to 8 bit.
            return AttackOutput.decode(fresh.encode());
        });
    }

    private static String stage(Entry<TrainingSideAttack> attack, TrainedTargetModel target, boolean blank) {
        return "%s against %s%s".formatted(attack.id(), target.defense().id(), blank ? ", baseline" : "");
    }

    /**
     * Reads a stored output; empty if it holds what is no number: of before such were refused, and as good as absent.
     */
    private Optional<AttackOutput> known(byte[] stored, String stage) {
        try {
            return Optional.of(AttackOutput.decode(stored));
        } catch (ContractViolation e) {
            progress.say("%s: what is stored of it is of no use (%s): it is run anew".formatted(stage, e.getMessage()));
            return Optional.empty();
        }
    }

    /** Counts the attacks that were not in the store. */
    long computed() {
        return computed.get();
    }

    private StoreKey key(Entry<TrainingSideAttack> attack, TrainedTargetModel target, boolean blank) {
        StoreKey.Builder key = StoreKey.of(STAGE, "inversion")
                .with("attack", attack)
                // Its draws are seeded by it: two entries of equal settings do not give equal faces.
                .add("id", attack.id())
                .add("target", target.digest())
                .with("defense", target.defense())
                .add("people", suite.suite().people().trained())
                .add("learned", suite.suite().people().learned())
                .add("blank", blank)
                .add("open", openDigest)
                .with("teacher", teacher)
                .add("tries", suite.suite().tries())
                .add("leaked", suite.suite().leaked())
                .add("budget", suite.suite().budget())
                .add("seed", target.seed());
        if (attack.plugin().trust() == Trust.SUPPLIED) {
            key.add("names", people.stream().map(SubjectId::value).toList());
            key.add("under", target.defense().id());
        }
        priorOf(attack).ifPresent(prior -> key.add("prior", priorKey(prior, target.seed())));
        for (int i = 0; i < target.digests().size(); i++) {
            key.add("face " + target.people()[i], target.digests().get(i));
        }
        return key.build();
    }

    static Optional<Prior> priorOf(Entry<TrainingSideAttack> attack) {
        return attack.plugin().prior();
    }

    private AttackOutput attack(Entry<TrainingSideAttack> attack, TrainedTargetModel target, boolean blank) {
        AttackerAccess access = attack.plugin().access();
        int side = suite.suite().model().side();
        String stage = stage(attack, target, blank);
        Masking masking = target.masking(compute);
        try (Masking guess = TrainedTargetModel.masking(
                        target.defense(), side, compute, target.secrets().derive("guess"));
                TrainedRecognizer recognizer = blank ? target.blank(masking, compute) : target.load(masking, compute)) {
            WithinAccess within =
                    new WithinAccess(recognizer, access, suite.suite().people().trained(), side);
            LeakedTraining leaked = new LeakedTraining(
                    compute,
                    masking,
                    guess,
                    target.defense().plugin() instanceof MaskingDefense masks && masks.mixes(),
                    target.faces(),
                    target.people(),
                    suite.suite().people().trained(),
                    suite.suite().model().batch(),
                    target.secrets().derive("leak"));
            InversionTask task = new InversionTask(
                    within,
                    access == AttackerAccess.LEAKED_DATA ? Optional.of(leaked) : Optional.empty(),
                    wanted(access),
                    suite.suite().tries(),
                    open,
                    Optional.of(teacher),
                    priorOf(attack).map(prior -> prior(prior, target.seed())),
                    suite.suite().budget(),
                    compute,
                    new Seed(target.seed()).derive("attack/" + attack.id()),
                    told(stage),
                    new InversionTask.Names(target.defense().id(), people));
            long start = System.nanoTime();
            List<Reconstruction> faces = List.of();
            List<Embedding> links = List.of();
            if (attack.plugin() instanceof InversionAttack inversion) {
                faces = checked(stage, task, inversion.run(task));
            } else {
                links = checkedLinks(stage, task, ((LinkageAttack) attack.plugin()).link(task));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new AttackOutput(faces, links, within.queries(), within.backward(), seconds);
        }
    }

    /** Everybody; from each of the first photos of theirs that leaked, where the attack goes by photos. */
    List<Wanted> wanted(AttackerAccess access) {
        List<Wanted> wanted = new ArrayList<>();
        for (int person = 0; person < suite.suite().people().trained(); person++) {
            if (access != AttackerAccess.LEAKED_DATA) {
                wanted.add(new Wanted(person, OptionalInt.empty()));
                continue;
            }
            for (int photo = 0; photo < suite.suite().leaked(); photo++) {
                wanted.add(new Wanted(
                        person, OptionalInt.of(person * suite.suite().people().learned() + photo)));
            }
        }
        return wanted;
    }

    private List<Reconstruction> checked(String stage, InversionTask task, List<Reconstruction> faces) {
        boolean byPhoto = task.leaked().isPresent();
        int expected = task.wanted().size() * (byPhoto ? 1 : task.tries());
        if (faces.size() != expected) {
            throw new ContractViolation("attack %s returned %d reconstructions of %d people; expected %d"
                    .formatted(stage, faces.size(), task.target().people(), expected));
        }
        List<Reconstruction> sound = new ArrayList<>();
        for (Reconstruction one : faces) {
            FaceImage face = one.face();
            if (face.width() != task.target().side()
                    || face.height() != task.target().side()) {
                throw new ContractViolation("attack %s returned a face of %d x %d; expected %d x %d"
                        .formatted(
                                stage,
                                face.width(),
                                face.height(),
                                task.target().side(),
                                task.target().side()));
            }
            for (float value : face.pixels()) {
                if (!Float.isFinite(value)) {
                    throw new ContractViolation("attack %s returned a pixel that is no number".formatted(stage));
                }
            }
            sound.add(new Reconstruction(one.person(), one.photo(), face.quantized()));
        }
        return sound;
    }

    private static List<Embedding> checkedLinks(String stage, InversionTask task, List<Embedding> links) {
        if (links.size() != task.wanted().size()) {
            throw new ContractViolation("attack %s linked %d photos; expected %d"
                    .formatted(stage, links.size(), task.wanted().size()));
        }
        return links;
    }

    private Consumer<String> told(String stage) {
        return line -> progress.say(stage + ": " + line);
    }
}
