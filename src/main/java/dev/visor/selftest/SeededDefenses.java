package dev.visor.selftest;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.purification.Jpeg;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.None;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.defense.perturbation.Distance;
import dev.visor.defense.perturbation.Diversity;
import dev.visor.defense.perturbation.Mim;
import dev.visor.defense.perturbation.PerturbationParams;
import dev.visor.harness.Guard;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.selftest.SeededCase.Judge;
import dev.visor.selftest.SeededCase.Verdict;
import dev.visor.selftest.seeded.CommonPattern;
import dev.visor.selftest.seeded.GreyedOut;
import dev.visor.selftest.seeded.JpegFragile;
import dev.visor.selftest.seeded.Oracle;
import dev.visor.tensor.ProjectedStep.Norm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Defenses that are known to protect, or known not to, with what must be seen of each. */
final class SeededDefenses {

    static final String MASKED = "gradient-masker";

    /** Rates of so few probes are equal if they lie no further apart. */
    private static final double ABOUT = .2;

    /** Records keep six digits. */
    private static final double ROUNDED = 1e-6;

    private static final double NEARLY_ALL = .9;

    private static final int ITERATIONS = 12;

    /** All but half a step: no 8-bit image can hold it. */
    private static final double BELOW_A_STEP = .49 / 255;

    private final SelfTestBed bed;

    /** @param bed that they are to grow on */
    SeededDefenses(SelfTestBed bed) {
        this.bed = bed;
    }

    /** Returns the cases in the order of the output; new ones at every call, as some have a state. */
    List<SeededCase> all() {
        return List.of(
                none(),
                oracle(),
                noise(),
                leakySurrogate(),
                thresholdMover(),
                masked(),
                jpegFragile(),
                faceDestroyer(),
                original(),
                floatOnly());
    }

    /** Returns the cases that make sense on any recognizers and people. */
    List<SeededCase> anywhere() {
        return List.of(none(), oracle(), noise(), leakySurrogate(), faceDestroyer(), original());
    }

    SeededCase none() {
        return seededCase("none", "nothing, the photo as it is", null, new None(), seen -> {
            double psr = seen.psr("none", bed.surrogate(), Alignment.CROP);
            double misses = CleanMisses.rate(seen, bed, bed.surrogate(), "cpu");
            return new Verdict(
                    Math.abs(psr - misses) < ROUNDED,
                    "protects %s; counted by hand, the recognizer misses %s of clean pairs"
                            .formatted(Expectations.percent(psr), Expectations.percent(misses)));
        });
    }

    private SeededCase oracle() {
        return seededCase("oracle", "somebody else's photo", null, new Oracle(), seen -> {
            double psr = seen.psr("oracle", bed.blackBox(), Alignment.PHOTO);
            return new Verdict(psr >= NEARLY_ALL, protectedBy(psr));
        });
    }

    private SeededCase noise() {
        return seededCase(
                "noise",
                "noise as strong as the perturbation",
                null,
                new UniformNoise(new UniformNoise.Params(bed.epsilon())),
                seen -> {
                    double psr = seen.psr("noise", bed.surrogate(), Alignment.PHOTO);
                    double none = seen.psr(Cell.CONTROL, bed.surrogate(), Alignment.PHOTO);
                    return new Verdict(
                            psr <= none + ABOUT,
                            "%s, nothing %s".formatted(protectedBy(psr), Expectations.percent(none)));
                });
    }

    /**
     * Makes the case of a leaky surrogate: what its surrogate, or the surrogate's copy, sees must not reach a black-box
     * headline.
     */
    private SeededCase leakySurrogate() {
        String id = "leaky-surrogate";
        return seededCase(
                id,
                "a perturbation that only its own surrogate is fooled by",
                Guard.LEDGER_BY_WEIGHTS,
                perturbation(bed.epsilon()),
                seen -> {
                    double white = Math.min(
                            seen.psr(id, bed.surrogate(), Alignment.CROP), seen.psr(id, bed.copy(), Alignment.CROP));
                    Set<String> models = seen.blackBox(id);
                    double black = models.stream()
                            .mapToDouble(model -> seen.psr(id, model, Alignment.PHOTO))
                            .average()
                            .orElse(0);
                    double none = seen.psr(Cell.CONTROL, bed.blackBox(), Alignment.PHOTO);
                    return new Verdict(
                            white >= NEARLY_ALL && models.equals(Set.of(bed.blackBox())) && black <= none + ABOUT,
                            "protects %s from the surrogate and its copy, %s from black-box %s"
                                    .formatted(
                                            Expectations.percent(white),
                                            Expectations.percent(black),
                                            String.join(", ", models)));
                });
    }

    private SeededCase thresholdMover() {
        String id = "threshold-mover";
        return seededCase(
                id,
                "one pattern on every face, which would raise a threshold that looked at it",
                null,
                new CommonPattern(),
                seen -> {
                    double psr = seen.psr(id, bed.blackBox(), Alignment.PHOTO);
                    double none = seen.psr(Cell.CONTROL, bed.blackBox(), Alignment.PHOTO);
                    return new Verdict(
                            psr <= none + ABOUT,
                            "%s, nothing %s".formatted(protectedBy(psr), Expectations.percent(none)));
                });
    }

    private SeededCase masked() {
        return seededCase(
                MASKED,
                "a perturbation on a surrogate that gives no gradient",
                null,
                perturbation(bed.epsilon()),
                seen -> {
                    double psr = seen.psr(MASKED, bed.blackBox(), Alignment.PHOTO);
                    boolean warned = seen.info().warnings().stream()
                            .anyMatch(warning -> warning.code().equals("zero-gradients"));
                    return new Verdict(
                            warned,
                            "%s; %s".formatted(protectedBy(psr), warned ? "warning zero-gradients" : "no warning"));
                });
    }

    private SeededCase faceDestroyer() {
        String id = "face-destroyer";
        return seededCase(id, "the face painted over", Guard.DETECTED_AGAIN, new GreyedOut(), seen -> {
            double psr = seen.psr(id, bed.blackBox(), Alignment.PHOTO);
            double noFace = seen.metric("no_face_rate", id, bed.blackBox());
            return new Verdict(
                    psr == 0 && noFace == 1,
                    "%s; no face in %s".formatted(protectedBy(psr), Expectations.percent(noFace)));
        });
    }

    private SeededCase original() {
        String id = "returns-the-original";
        return seededCase(id, "the photo as it is, called protected", Guard.UNPROTECTED_NAMED, new None(), seen -> {
            double psr = seen.psr(id, bed.surrogate(), Alignment.PHOTO);
            double none = seen.psr(Cell.CONTROL, bed.surrogate(), Alignment.PHOTO);
            long named = seen.photos(id, photo -> photo.outcome().equals("unprotected"));
            long all = seen.photos(id, photo -> true);
            return new Verdict(
                    psr == none && named == all,
                    String.format(Locale.ROOT, "%s; %d of %d photos named unprotected", protectedBy(psr), named, all));
        });
    }

    private SeededCase floatOnly() {
        String id = "float-only";
        return seededCase(
                id,
                "a perturbation of less than half a step, which no image file holds",
                Guard.EIGHT_BIT,
                perturbation(BELOW_A_STEP),
                seen -> {
                    double psr = seen.psr(id, bed.surrogate(), Alignment.CROP);
                    double none = seen.psr(Cell.CONTROL, bed.surrogate(), Alignment.CROP);
                    return new Verdict(
                            psr == none, "%s, nothing %s".formatted(protectedBy(psr), Expectations.percent(none)));
                });
    }

    /**
     * Makes the case of a perturbation that JPEG undoes: what any photo meets on its way must undo it, and decide its
     * headline.
     */
    private SeededCase jpegFragile() {
        String id = "jpeg-fragile";
        Judge judge = Expectations.record(seen -> {
            double untouched = seen.psr(id, bed.surrogate(), "none");
            double compressed = seen.psr(id, bed.surrogate(), SeededCase.COUNTERMEASURE);
            double worst = seen.psr(id, bed.surrogate(), WorstCase.COUNTERMEASURE);
            double none = seen.psr("none", bed.surrogate(), WorstCase.COUNTERMEASURE);
            return new Verdict(
                    untouched >= NEARLY_ALL && compressed <= none + ABOUT && worst <= none + ABOUT,
                    "%s, %s after a JPEG, %s at worst, nothing %s"
                            .formatted(
                                    protectedBy(untouched),
                                    Expectations.percent(compressed),
                                    Expectations.percent(worst),
                                    Expectations.percent(none)));
        });
        Defense fragile = new JpegFragile(perturbation(bed.epsilon()));
        Countermeasure jpeg = new Jpeg(new Jpeg.Params(75));
        return new SeededCase(
                id,
                "a perturbation of the finest patterns, which a JPEG of quality 75 drops",
                Optional.empty(),
                fragile,
                SeededCase.VERIFICATION,
                Optional.of(jpeg),
                judge);
    }

    /** Steps along the surrogate's gradient, and without any diversity: what transfers least. */
    private static Defense perturbation(double epsilon) {
        return new Mim(new PerturbationParams(
                epsilon, epsilon / 5, ITERATIONS, Norm.LINF, 1, Distance.SQUARED_L2, Diversity.NONE));
    }

    private static String protectedBy(double psr) {
        return "protects " + Expectations.percent(psr);
    }

    private interface OfRecord {
        Verdict of(RunOutcome.Completed seen);
    }

    private static SeededCase seededCase(String id, String behavior, Guard guard, Defense defense, OfRecord judge) {
        Judge known = Expectations.record(judge::of);
        return new SeededCase(
                id, behavior, Optional.ofNullable(guard), defense, SeededCase.VERIFICATION, Optional.empty(), known);
    }
}
