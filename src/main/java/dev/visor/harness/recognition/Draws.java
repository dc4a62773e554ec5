package dev.visor.harness.recognition;

import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionResult.Done;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Protects the same photos several times, as somebody does who runs the defense again: only its draws are others.
 *
 * <p>A defense that draws nothing makes the same again, and is not run. What it learned for a person beforehand is kept.
 */
final class Draws {

    private final RecognitionPipeline pipeline;
    private final Protection protection;
    private final long seed;
    private final List<Map<PhotoId, ProtectionResult>> made = new ArrayList<>();

    /** @param first the photos as they are shared once, under that seed */
    Draws(RecognitionPipeline pipeline, Protection protection, long seed, Map<PhotoId, ProtectionResult> first) {
        this.pipeline = pipeline;
        this.protection = protection;
        this.seed = seed;
        made.add(first);
    }

    /** Returns so many draws, of a defense that draws; one of any other. */
    List<Map<PhotoId, ProtectionResult>> first(int count) {
        if (made.get(0).values().stream()
                .noneMatch(photo -> photo instanceof Done done && done.cost().draws())) {
            return made.subList(0, 1);
        }
        List<FacePhoto> photos =
                made.get(0).values().stream().map(ProtectionResult::source).toList();
        while (made.size() < count) {
            long other = new Seed(seed).derive("draw " + (made.size() + 1)).value();
            made.add(pipeline.protect(pipeline.protector(protection, other), photos));
        }
        return List.copyOf(made.subList(0, count));
    }

    /** Averages the pixels of draws, rounded to 8 bit; of photos that could not be protected, the first draw tells why. */
    static Map<PhotoId, ProtectionResult> averaged(List<Map<PhotoId, ProtectionResult>> draws) {
        Map<PhotoId, ProtectionResult> averaged = new LinkedHashMap<>();
        draws.get(0).forEach((id, first) -> {
            List<Done> done = draws.stream()
                    .map(draw -> draw.get(id))
                    .filter(Done.class::isInstance)
                    .map(Done.class::cast)
                    .toList();
            averaged.put(id, done.size() < 2 ? first : mean(done));
        });
        return averaged;
    }

    private static Done mean(List<Done> draws) {
        Done first = draws.get(0);
        return new Done(
                first.source(),
                first.crop(),
                first.original(),
                face(draws.stream().map(Done::face).toList()),
                first.photo(),
                photo(draws.stream().map(Done::shared).toList()),
                first.landmarks(),
                first.cost());
    }

    private static FaceImage face(List<FaceImage> draws) {
        FaceImage first = draws.get(0);
        float[] mean = new float[first.pixels().length];
        for (FaceImage draw : draws) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += draw.pixels()[i] / draws.size();
            }
        }
        return new FaceImage(first.width(), first.height(), mean).quantized();
    }

    private static Photo photo(List<Photo> draws) {
        byte[] mean = new byte[draws.get(0).rgb().length];
        for (int i = 0; i < mean.length; i++) {
            int sum = 0;
            for (Photo draw : draws) {
                sum += draw.rgb()[i] & 0xff;
            }
            mean[i] = (byte) Math.round(sum / (float) draws.size());
        }
        return draws.get(0).repainted(mean);
    }
}
