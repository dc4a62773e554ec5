package dev.visor.harness.protection;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.Guard;
import dev.visor.harness.plan.Entry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs a defense and believes it nothing: not its time, not that it leaves its input alone, not count, size, range or budget of
 * what it returns. Then 8 bits.
 */
public final class Contract {

    /** Float rounding may exceed range and budget by this much, in pixel values. */
    private static final double SLACK = 1e-3;

    /**
     * The share of the pixels that a defense changes which may come out otherwise when the photo is protected again by
     * itself: in a batch of another shape sums are taken in another order, where a gradient is almost 0 its sign turns,
     * and fifty steps carry that on. MT-DIM came to 3 % on a real recognizer; a defense with randomness of its own
     * comes to nearly all.
     */
    private static final double UNREPEATED = .25;

    private final String id;
    private final Defense defense;
    private final Rules rules;

    Contract(Entry<Defense> entry, Rules rules) {
        this.id = entry.id();
        this.defense = entry.plugin();
        this.rules = rules;
    }

    /** Asks a defense what it needs and promises, before anything is planned on its answers. */
    public static void setUp(Entry<Defense> entry, Rules rules) {
        Contract contract = new Contract(entry, rules);
        Boolean sound = contract.call("set-up", "what it needs and promises", () -> {
            entry.plugin().needsSurrogates();
            entry.plugin().needsTargets();
            return entry.plugin().budget() != null && entry.plugin().group() > 0;
        });
        if (!sound) {
            throw contract.broken("set-up", "has no budget() or no group()", "an Optional, and at least 1");
        }
    }

    /**
     * Protects a batch.
     *
     * @return one face for each original, in its size, range and budget, not yet rounded
     * @throws ContractViolation if the defense did anything else
     */
    List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        String phase = "protecting " + originals.size() + (originals.size() == 1 ? " photo" : " photos");
        boolean copied = rules.hold(Guard.INPUT_UNTOUCHED);
        List<FaceImage> handed = copied ? copies(originals) : originals;
        List<FaceImage> targets = copied ? copies(context.targets()) : context.targets();
        DefenseContext given = new DefenseContext(context.surrogates(), targets, context.randoms(), context.facts());
        List<FaceImage> faces = call(phase, "one face for each", () -> defense.protect(handed, given));
        if (copied && (differ(handed, originals) || differ(targets, context.targets()))) {
            throw broken(phase, "wrote to the images that it was handed", "them to be left alone");
        }
        check(phase, originals, faces);
        for (int i = 0; rules.hold(Guard.BUDGET) && i < context.facts().size(); i++) {
            checkArea(phase, originals.get(i), faces.get(i), context.facts().get(i));
        }
        return faces;
    }

    private void checkArea(String phase, FaceImage original, FaceImage face, PhotoFacts facts) {
        defense.area(original, facts).ifPresent(area -> {
            for (int k = 0; k < face.pixels().length; k++) {
                int pixel = k % area.length;
                if (!area[pixel] && Math.abs(face.pixels()[k] - original.pixels()[k]) > SLACK) {
                    throw broken(
                            phase,
                            String.format(
                                    Locale.ROOT,
                                    "changed the pixel at %d, %d, beside where it may change any",
                                    pixel % face.width(),
                                    pixel / face.width()),
                            "no pixel to change there");
                }
            }
        });
    }

    /**
     * Learns a person's perturbation.
     *
     * @return of the photos' size, within range and budget
     * @throws ContractViolation if the defense did anything else
     */
    Perturbation learn(
            PersonDefense learner,
            List<FaceImage> photos,
            List<PhotoFacts> facts,
            Surrogates surrogates,
            RandomGenerator random,
            Consumer<LearnedEpoch> watch) {
        String phase = "learning from " + photos.size() + (photos.size() == 1 ? " photo" : " photos");
        List<FaceImage> handed = copies(photos);
        Perturbation learned =
                call(phase, "a perturbation", () -> learner.learn(handed, facts, surrogates, random, watch));
        if (rules.hold(Guard.INPUT_UNTOUCHED) && differ(handed, photos)) {
            throw broken(phase, "wrote to the images that it was handed", "them to be left alone");
        }
        if (learned == null) {
            throw broken(phase, "returned null", "a perturbation");
        }
        FaceImage first = photos.get(0);
        if (learned.width() != first.width() || learned.height() != first.height()) {
            throw broken(
                    phase,
                    String.format(Locale.ROOT, "returned one of %d x %d", learned.width(), learned.height()),
                    "the size of the photos");
        }
        double allowed = defense.budget().map(Budget::inPixels).orElse(255.) + SLACK;
        for (float value : learned.values()) {
            if (!(Math.abs(value) <= allowed)) {
                throw broken(phase, "returned a value of " + value, "numbers within the budget");
            }
        }
        return learned;
    }

    private <T> T call(String phase, String expected, Supplier<T> plugin) {
        try {
            return rules.limit().call("defense " + id + ", " + phase, plugin);
        } catch (InputError e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // Code from a jar may have been built for another Visor.
            if (!rules.hold(Guard.FAULTS_NAMED) || rules.limit().over()) {
                throw e;
            }
            throw new ContractViolation(sentence(phase, "threw " + e, expected), e);
        }
    }

    private void check(String phase, List<FaceImage> originals, List<FaceImage> faces) {
        if (rules.hold(Guard.COUNT)) {
            if (faces == null || faces.stream().anyMatch(face -> face == null)) {
                throw broken(phase, "returned null", "one face for each");
            }
            if (faces.size() != originals.size()) {
                throw broken(
                        phase,
                        String.format(
                                Locale.ROOT, "returned %d images for %d originals", faces.size(), originals.size()),
                        "one for each");
            }
        }
        for (int i = 0; i < originals.size(); i++) {
            check(phase, originals.get(i), faces.get(i));
        }
    }

    private void check(String phase, FaceImage original, FaceImage face) {
        if (rules.hold(Guard.SIZE) && !face.sameShapeAs(original)) {
            throw broken(
                    phase,
                    String.format(
                            Locale.ROOT,
                            "returned a face of %d x %d for one of %d x %d",
                            face.width(),
                            face.height(),
                            original.width(),
                            original.height()),
                    "the same size");
        }
        double allowed = defense.budget().map(Budget::inPixels).orElse(255.) + SLACK;
        int pixels = Math.min(face.pixels().length, original.pixels().length);
        for (int k = 0; k < pixels; k++) {
            float value = face.pixels()[k];
            if (rules.hold(Guard.RANGE) && !(value >= -SLACK && value <= 255 + SLACK)) {
                throw broken(phase, "returned a pixel of " + value, "numbers in 0..255");
            }
            double moved = Math.abs(value - original.pixels()[k]);
            if (rules.hold(Guard.BUDGET) && moved > allowed) {
                throw broken(
                        phase,
                        String.format(
                                Locale.ROOT, "moved a pixel by %.3f, and its budget is %.3f", moved, allowed - SLACK),
                        "no pixel to move further");
            }
        }
    }

    /**
     * Protects the first photo again, by itself; a defense that works on groups, its group.
     *
     * @param contexts as the first time, with the randomness of these originals from its start
     * @throws ContractViolation if it comes out otherwise: it depends on what else was in its batch, or on nothing that is known
     */
    void repeat(
            List<FaceImage> originals,
            List<FaceImage> faces,
            boolean grouped,
            Function<List<FaceImage>, DefenseContext> contexts) {
        if (!rules.hold(Guard.REPEATABLE) || !rules.repeats() || !defense.repeatable()) {
            return;
        }
        double share = differing(grouped ? originals : originals.subList(0, 1), faces, contexts);
        if (share > UNREPEATED && !grouped) {
            // Another order of sums may have sent a search elsewhere. Its own copies as neighbors, in the shape it was
            // in, decide.
            share = differing(Collections.nCopies(originals.size(), originals.get(0)), faces, contexts);
        }
        if (share > UNREPEATED) {
            throw broken(
                    "protecting a photo again, by itself",
                    String.format(
                            Locale.ROOT,
                            "changed %.0f %% of the pixels that it changes otherwise than before",
                            100 * share),
                    "the same: a result depends on its own photo and on the randomness handed in, and on nothing else");
        }
    }

    /** Returns the share of pixels of the first of these that come out otherwise than they did. */
    private double differing(
            List<FaceImage> originals, List<FaceImage> faces, Function<List<FaceImage>, DefenseContext> contexts) {
        FaceImage again = protect(originals, contexts.apply(originals)).get(0);
        return differing(originals.get(0), faces.get(0).quantized(), again.quantized());
    }

    /** Rounds half to even, then back into the budget where rounding left it. */
    FaceImage round(FaceImage original, FaceImage face) {
        if (!rules.hold(Guard.EIGHT_BIT)) {
            return face;
        }
        float[] pixels = face.quantized().pixels();
        if (rules.hold(Guard.BUDGET)) {
            defense.budget().ifPresent(budget -> {
                float epsilon = (float) Math.floor(budget.inPixels() + SLACK);
                for (int i = 0; i < pixels.length; i++) {
                    float from = original.pixels()[i];
                    pixels[i] = Math.max(from - epsilon, Math.min(from + epsilon, pixels[i]));
                }
            });
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    private static List<FaceImage> copies(List<FaceImage> faces) {
        return faces.stream()
                .map(face ->
                        new FaceImage(face.width(), face.height(), face.pixels().clone()))
                .toList();
    }

    private static boolean differ(List<FaceImage> ones, List<FaceImage> others) {
        for (int i = 0; i < ones.size(); i++) {
            if (!Arrays.equals(ones.get(i).pixels(), others.get(i).pixels())) {
                return true;
            }
        }
        return false;
    }

    /** Among the pixels that either of two results changed. */
    private static double differing(FaceImage original, FaceImage one, FaceImage other) {
        int changed = 0;
        int differing = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            float before = original.pixels()[i];
            boolean touched = one.pixels()[i] != before || other.pixels()[i] != before;
            changed += touched ? 1 : 0;
            differing += touched && Float.compare(one.pixels()[i], other.pixels()[i]) != 0 ? 1 : 0;
        }
        return changed == 0 ? 0 : differing / (double) changed;
    }

    private ContractViolation broken(String phase, String what, String expected) {
        return new ContractViolation(sentence(phase, what, expected));
    }

    private String sentence(String phase, String what, String expected) {
        return "defense %s, %s: it %s; expected %s".formatted(id, phase, what, expected);
    }
}
