package dev.visor.harness.exchange;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.plan.Entry;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tries a defense of somebody else's on three images that show nobody, before it is let loose on photos: a colored one, one that is grey,
 * and, where whole photos are protected, one of an odd size.
 */
public final class DefenseTrial {

    private static final int SIDE = 112;

    private final Entry<Defense> entry;
    private final Defense defense;
    private final Compute compute;

    public DefenseTrial(Entry<Defense> entry, Compute compute) {
        this.entry = entry;
        this.defense = entry.plugin();
        this.compute = compute;
    }

    /** Runs it twice, and tells of each thing that was looked at. */
    public List<Finding> run() {
        if (defense.needsSurrogates() || defense.needsTargets() || defense.needsIdentity()) {
            return List.of(
                    Finding.note("%s needs surrogates, targets or names, which this check has not: run a suite of few"
                                    .formatted(entry.id())
                            + " probes"));
        }
        List<FaceImage> images = images();
        List<Finding> findings = new ArrayList<>();
        try {
            List<FaceImage> made = protect(images);
            findings.add(Finding.ok(String.format(Locale.ROOT, "%d images came back, of the same sizes", made.size())));
            findings.addAll(changes(images, made));
            findings.add(again(made, protect(images)));
        } catch (InputError e) {
            findings.add(Finding.fault(e.getMessage()));
        }
        return findings;
    }

    private List<FaceImage> images() {
        boolean whole = defense.protectsPhotos();
        return List.of(
                pattern(SIDE, SIDE, false),
                pattern(SIDE, SIDE, true),
                pattern(whole ? SIDE + 1 : SIDE, whole ? SIDE - 17 : SIDE, false));
    }

    private List<FaceImage> protect(List<FaceImage> images) {
        List<PhotoFacts> facts = images.stream()
                .map(image -> new PhotoFacts(points(image), Optional.empty()))
                .toList();
        List<RandomGenerator> randoms = images.stream()
                .<RandomGenerator>map(
                        image -> new Seed(1).derive(image.digest().hex()).generator())
                .toList();
        return defense.protect(
                images, new DefenseContext(new Surrogates(List.of(), compute), List.of(), randoms, facts));
    }

    private List<Finding> changes(List<FaceImage> images, List<FaceImage> made) {
        List<Finding> findings = new ArrayList<>();
        double most = 0;
        int untouched = 0;
        for (int i = 0; i < images.size(); i++) {
            float[] before = images.get(i).pixels();
            float[] after = made.get(i).pixels();
            untouched += Arrays.equals(before, after) ? 1 : 0;
            for (int k = 0; k < before.length; k++) {
                most = Math.max(most, Math.abs(before[k] - after[k]));
            }
        }
        if (untouched > 0) {
            findings.add(Finding.note(
                    String.format(Locale.ROOT, "%d of %d images came back as they were", untouched, images.size())));
        }
        double allowed = defense.budget().map(budget -> budget.inPixels()).orElse(255.);
        String moved = String.format(Locale.ROOT, "a pixel moves by %.0f of 255 at most", most);
        findings.add(
                most > allowed + .5
                        ? Finding.fault(String.format(Locale.ROOT, "%s, and epsilon allows %.1f", moved, allowed))
                        : Finding.ok(moved));
        return findings;
    }

    private Finding again(List<FaceImage> made, List<FaceImage> again) {
        boolean same = true;
        for (int i = 0; i < made.size(); i++) {
            same &= Arrays.equals(
                    made.get(i).quantized().pixels(), again.get(i).quantized().pixels());
        }
        if (same) {
            return Finding.ok("the same images came back again");
        }
        return defense.repeatable()
                ? Finding.fault(
                        "other images came back for the same ones: make it deterministic, or say deterministic: false")
                : Finding.note("other images came back for the same ones, as it says itself");
    }

    /** An image of smooth colors, of which a decoder that errs shows. */
    private static FaceImage pattern(int width, int height, boolean grey) {
        float[] pixels = new float[FaceImage.CHANNELS * width * height];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            double phase = grey ? 0 : channel * 2;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    pixels[(channel * height + y) * width + x] =
                            (float) Math.rint(127.5 + 100 * Math.sin(x / 9. + phase) * Math.cos(y / 13. - phase));
                }
            }
        }
        return new FaceImage(width, height, pixels);
    }

    private static Landmarks points(FaceImage image) {
        double w = image.width();
        double h = image.height();
        return Landmarks.of(List.of(
                new Point(.35 * w, .45 * h),
                new Point(.65 * w, .45 * h),
                new Point(.5 * w, .63 * h),
                new Point(.38 * w, .82 * h),
                new Point(.62 * w, .82 * h)));
    }
}
