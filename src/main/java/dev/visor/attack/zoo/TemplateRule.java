package dev.visor.attack.zoo;

import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Acquired.Missed;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Embedding;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One embedding of several photos: each photo's, of unit length, times its weight; the mean of those of one medium; the
 * sum over media; unit length again.
 *
 * <p>This is the rule of InsightFace's IJB evaluation ({@code image2template_feature}) with detector scores as weights and
 * without the norms of embeddings; InsightFace adds a photo's raw embedding and that of its mirror image, the harness those of
 * unit length. A photo without a face is left out; a template of such photos alone has none.
 */
final class TemplateRule {

    private TemplateRule() {}

    static Acquired of(Template template, Function<FacePhoto, Acquired> faces) {
        Map<Integer, List<float[]>> media = new TreeMap<>();
        Reason reason = Reason.NO_FACE;
        for (Template.Member member : template.members()) {
            Acquired face = faces.apply(member.photo());
            if (face instanceof Embedded seen) {
                media.computeIfAbsent(member.medium(), medium -> new ArrayList<>())
                        .add(weighted(seen.embedding().values(), member.weight()));
            } else {
                reason = ((Missed) face).reason();
            }
        }
        if (media.isEmpty()) {
            return new Missed(reason);
        }
        int dimension = media.values().iterator().next().get(0).length;
        double[] sum = new double[dimension];
        for (List<float[]> frames : media.values()) {
            for (int i = 0; i < dimension; i++) {
                double frame = 0;
                for (float[] one : frames) {
                    frame += one[i];
                }
                sum[i] += frame / frames.size();
            }
        }
        float[] raw = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            raw[i] = (float) sum[i];
        }
        return new Embedded(Embedding.normalized(raw));
    }

    private static float[] weighted(float[] values, double weight) {
        float[] weighted = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            weighted[i] = (float) (values[i] * weight);
        }
        return weighted;
    }
}
