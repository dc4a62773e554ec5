package dev.visor.harness.embedding;

import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Averages the embeddings of photos that recognizers were shown in several ways, and scales the means to unit length. */
public final class MeanEmbeddings {

    private MeanEmbeddings() {}

    /**
     * Averages what recognizers saw, photo by photo; a photo in which no face was found in some of the ways is the mean of the others.
     *
     * @param ways at least one, of the same photos; by recognizer's id
     */
    public static Map<String, Map<PhotoId, Acquired>> of(List<Map<String, Map<PhotoId, Acquired>>> ways) {
        if (ways.size() == 1) {
            return ways.get(0);
        }
        Map<String, Map<PhotoId, Acquired>> means = new LinkedHashMap<>();
        ways.get(0).forEach((recognizer, photos) -> {
            Map<PhotoId, Acquired> mean = new LinkedHashMap<>();
            photos.keySet()
                    .forEach(photo -> mean.put(
                            photo,
                            mean(ways.stream()
                                    .map(way -> way.get(recognizer).get(photo))
                                    .toList())));
            means.put(recognizer, mean);
        });
        return means;
    }

    private static Acquired mean(List<Acquired> seen) {
        List<Embedding> embeddings = new ArrayList<>();
        seen.forEach(one -> {
            if (one instanceof Embedded embedded) {
                embeddings.add(embedded.embedding());
            }
        });
        if (embeddings.size() < 2) {
            return seen.stream().filter(Embedded.class::isInstance).findFirst().orElse(seen.get(0));
        }
        float[] sum = new float[embeddings.get(0).dimension()];
        for (Embedding embedding : embeddings) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += embedding.values()[i];
            }
        }
        return new Embedded(Embedding.normalized(sum));
    }
}
