package dev.visor.attack.inversion.linkage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData;
import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Prior;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.AttackTraining;
import dev.visor.attack.inversion.network.RecoveryNet;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Teaches a student to see in the masked representation what a public recognizer, the teacher, sees in the face, and links people without
 * ever looking at one.
 *
 * <p>After FaceLinkGen: cosine loss between the student's embeddings of the tracker's own photos, masked, and the teacher's of the same photos
 * as they are. Departures: networks and trainings are small (theirs is a large recognizer that goes on learning on 90,000 photos), so that
 * what is linked here is a lower bound. The student is the teacher, frozen, behind an adapter, where theirs is a recognizer behind one
 * convolution; or it is small and starts from nothing. An adapter first learns to restore the face, by absolute errors, and then to be
 * understood.
 *
 * <p>It applies to all defenses that are asked with a representation: how alike that looks to a face does not matter to it.
 */
public final class Linkage implements LinkageAttack {

    /** Number of times that an adapter halves the side. */
    private static final int HALVINGS = 3;

    private final Params params;

    /** The student's architecture. */
    public enum Student {
        /** A small net. */
        SMALL,
        /** The teacher, behind a small net. */
        ADAPTER
    }

    /**
     * @param student what it is made of
     * @param knowsSecret whether the tracker's photos are masked by the defended service itself, secret parameters and all, or with a
     *     guess at them
     * @param width channels of its convolutions at full size
     * @param restoring steps in which an adapter learns to restore faces; a small student takes none of them
     * @param steps of learning the teacher's embeddings
     * @param batch photos a step
     * @param rate of Adam, at its top
     * @param photos of the tracker's own that the teacher looks at, at the most
     */
    public record Params(
            Student student,
            boolean knowsSecret,
            int width,
            int restoring,
            int steps,
            int batch,
            double rate,
            int photos) {

        public Params {
            Limits.above("width", width, 0);
            Limits.atLeast("restoring", restoring, 0);
            Limits.above("steps", steps, 0);
            Limits.above("batch", batch, 0);
            Limits.above("rate", rate, 0);
            Limits.above("photos", photos, 0);
        }
    }

    public Linkage(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LEAKED_DATA;
    }

    @Override
    public Optional<Prior> prior() {
        return Optional.of(teaching());
    }

    private TeacherEmbeddings teaching() {
        return new TeacherEmbeddings(params.photos());
    }

    @Override
    public List<Embedding> link(InversionTask task) {
        DifferentiableRecognizer teacher =
                task.teacher().orElseThrow(() -> new IllegalStateException("linkage needs a teacher"));
        List<FaceImage> own = teaching().some(task.auxiliary());
        byte[] trainingBatch = task.prior().orElseThrow(() -> new IllegalStateException("linkage needs its prior"));
        try (NDManager memory = task.compute().manager().newSubManager();
                StudentNet student = params.student() == Student.ADAPTER
                        ? StudentNet.adapted(restoring(task, own, memory), teacher)
                        : small(task, teacher, memory)) {
            NDArray taught =
                    TeacherEmbeddings.decode(trainingBatch, teacher.card().dimension(), memory);
            Objective objective = batch -> {
                NDArray inputs = leaked(task, batch, own);
                NDArray wanted = taught.get(LeakedDataSupport.rows(batch.examples(), batch.scope()));
                return student.forward(inputs)
                        .mul(wanted)
                        .sum(new int[] {1})
                        .mean()
                        .neg()
                        .add(1);
            };
            batches(task, params.steps()).learn(student, objective, own.size(), task, "student");
            return linked(task, student);
        }
    }

    private static List<Embedding> linked(InversionTask task, StudentNet student) {
        List<Embedding> embeddings = new ArrayList<>();
        LeakedData leaked = LeakedDataSupport.of(task);
        LeakedDataSupport.eachFew(task, (some, scope) -> {
            NDArray rows = student.forward(leaked.shown(some, 0, scope));
            int dimension = (int) rows.getShape().get(1);
            float[] values = rows.toFloatArray();
            for (int i = 0; i < some.size(); i++) {
                embeddings.add(Embedding.normalized(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension)));
            }
        });
        return embeddings;
    }

    private StudentNet small(InversionTask task, DifferentiableRecognizer teacher, NDManager memory) {
        return StudentNet.small(
                LeakedDataSupport.of(task).channels(),
                task.auxiliary().get(0).width(),
                teacher.card().dimension(),
                params.width(),
                task.random().derive("weights").generator(),
                memory);
    }

    /** An adapter that has learned to restore faces. */
    private RecoveryNet restoring(InversionTask task, List<FaceImage> own, NDManager memory) {
        RecoveryNet adapter = new RecoveryNet(
                LeakedDataSupport.of(task).channels(),
                params.width(),
                LeakedDataSupport.halvings(own.get(0).width(), HALVINGS),
                task.random().derive("weights").generator(),
                memory);
        if (params.restoring() > 0) {
            Objective objective =
                    batch -> adapter.error(leaked(task, batch, own), Faces.stack(batch.scope(), batch.of(own)));
            batches(task, params.restoring()).learn(adapter, objective, own.size(), task, "adapter");
        }
        return adapter;
    }

    private AttackTraining batches(InversionTask task, int steps) {
        return new AttackTraining(task.share(steps), params.batch(), params.rate());
    }

    private NDArray leaked(InversionTask task, Objective.Batch batch, List<FaceImage> own) {
        return LeakedDataSupport.fixed(() -> LeakedDataSupport.of(task)
                .mask(Faces.stack(batch.scope(), batch.of(own)), params.knowsSecret(), batch.random()));
    }
}
