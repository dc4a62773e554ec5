package dev.visor.harness.protection;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.RegionPixels;
import dev.visor.defense.RegionalDefense;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.result.entry.ChangedRegion;
import dev.visor.stats.Wasserstein;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import dev.visor.tensor.Ssim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Measures what defenses made of the regions that they work on, and of the pixels that they promise to leave, photo by photo. */
public final class RegionQualities {

    private static final RegionPixels NOWHERE = new RegionPixels(new int[0], List.of());

    private final Compute compute;
    private final String dataset;
    private final List<ChangedRegion> regions = new ArrayList<>();
    private boolean measured;

    public RegionQualities(Compute compute, String dataset) {
        this.compute = compute;
        this.dataset = dataset;
    }

    /** Measures the photos of a protection; nothing of a defense without regions. */
    public void measure(Protection protection, long seed, Protector protector, List<ProtectionResult> photos) {
        if (!(protector.defense() instanceof RegionalDefense defense)) {
            return;
        }
        measured = true;
        for (ProtectionResult photo : photos) {
            if (photo instanceof Done done) {
                LocatedFace.Seen seen = new LocatedFace.Seen(done.photo(), done.landmarks());
                PhotoFacts facts = ProtectionBatch.facts(done.source(), seen, protector.recipe());
                measure(protection, seed, done, defense, facts);
            }
        }
    }

    private void measure(Protection protection, long seed, Done done, RegionalDefense defense, PhotoFacts facts) {
        Optional<List<RegionPixels>> found = defense.regions(done.original(), facts);
        List<String> words = defense.regionWords();
        Measured face =
                new Measured(done.original(), done.face(), ImageQuality.ssimMap(compute, done.original(), done.face()));
        for (int i = 0; i < words.size(); i++) {
            int number = i;
            RegionPixels region = found.map(all -> all.get(number)).orElse(NOWHERE);
            regions.add(row(protection, seed, done, words.get(i), region, face, face.ssim(region.pixels())));
        }
        boolean[] area = defense.area(done.original(), facts).orElseThrow();
        int[] outside = IntStream.range(0, area.length).filter(i -> !area[i]).toArray();
        RegionPixels untouched = new RegionPixels(outside, List.of());
        regions.add(row(protection, seed, done, ChangedRegion.OUTSIDE, untouched, face, OptionalDouble.empty()));
    }

    private ChangedRegion row(
            Protection protection,
            long seed,
            Done done,
            String word,
            RegionPixels region,
            Measured face,
            OptionalDouble ssim) {
        return new ChangedRegion(
                protection.defense().id(),
                protection.surrogateIds(),
                dataset,
                seed,
                done.source().id(),
                done.source().subject(),
                word,
                region.pixels().length,
                face.change(region.pixels()),
                ssim,
                distance(done.original(), region),
                distance(done.face(), region));
    }

    /** Computes the mean over the channels of the distance of a region's values from the wanted ones, in levels; empty where there are none of either. */
    static OptionalDouble distance(FaceImage face, RegionPixels region) {
        return IntStream.range(
                        0, region.pixels().length == 0 ? 0 : region.wanted().size())
                .filter(channel -> region.wanted().get(channel).length > 0)
                .mapToDouble(channel -> Wasserstein.between(
                        values(face, channel, region.pixels()), region.wanted().get(channel)))
                .average();
    }

    private static float[] values(FaceImage face, int channel, int[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[i] = face.pixels()[channel * face.width() * face.height() + pixels[i]];
        }
        return values;
    }

    /**
     * A protected face beside its original.
     *
     * @param map SSIM of each window, [3, H - 10, W - 10]
     */
    record Measured(FaceImage original, FaceImage made, float[] map) {

        /** Computes the mean absolute change over some pixels and all channels, in levels; empty where there are none. */
        OptionalDouble change(int[] pixels) {
            int size = original.width() * original.height();
            return IntStream.range(0, FaceImage.CHANNELS)
                    .boxed()
                    .flatMapToDouble(channel -> IntStream.of(pixels)
                            .map(pixel -> channel * size + pixel)
                            .mapToDouble(i -> Math.abs(made.pixels()[i] - original.pixels()[i])))
                    .average();
        }

        /** Computes the mean SSIM of the windows whose centers are among some pixels; empty where none is: too near to the edge. */
        OptionalDouble ssim(int[] pixels) {
            int width = original.width() - 2 * Ssim.RADIUS;
            int height = original.height() - 2 * Ssim.RADIUS;
            double sum = 0;
            int count = 0;
            for (int pixel : pixels) {
                int x = pixel % original.width() - Ssim.RADIUS;
                int y = pixel / original.width() - Ssim.RADIUS;
                if (x >= 0 && x < width && y >= 0 && y < height) {
                    for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                        sum += map[(channel * height + y) * width + x];
                        count++;
                    }
                }
            }
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, sum / count));
        }
    }

    /** Writes what was measured; nothing in a run without such a defense. */
    public void write(Path directory) {
        if (measured) {
            ChangedRegion.write(directory, regions);
        }
    }
}
