package dev.visor.dataset;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The facts about a data set that are known before it is read: a file of {@code suites/datasets}.
 *
 * @param id file name without ending
 * @param type a word of the registry, {@code catalog.BuiltIns}
 * @param pack {@code NAME@VERSION} of the package that holds it, empty for the assets folder
 * @param path within the package, the assets folder, or the card's catalog ({@link AssetPath})
 * @param licence as stated upstream
 * @param source where it comes from
 * @param slices which photos fall into which groups
 * @param crop the crop that all photos are already, larger or smaller; empty for photos as they were taken
 * @param params what else its type must or may be told, by name
 */
public record DataSetCard(
        String id,
        String type,
        String summary,
        String pack,
        String path,
        String licence,
        String source,
        Slices slices,
        Optional<Crop.FivePoint> crop,
        Map<String, String> params) {

    public DataSetCard {
        params = Collections.unmodifiableMap(new TreeMap<>(params));
    }

    /** Makes the card of photos as they were taken, whose type needs to be told nothing. */
    public DataSetCard(
            String id,
            String type,
            String summary,
            String pack,
            String path,
            String licence,
            String source,
            Slices slices) {
        this(id, type, summary, pack, path, licence, source, slices, Optional.empty(), Map.of());
    }

    /** Makes the card of a data set whose photos nobody has labelled. */
    public DataSetCard(
            String id, String type, String summary, String pack, String path, String licence, String source) {
        this(id, type, summary, pack, path, licence, source, Slices.NONE);
    }

    /** Whether it lies in the assets folder. */
    public boolean isInAssets() {
        return AssetPath.isInAssets(pack, path);
    }

    /** Stands for where its photos are, and how they are read; labels of groups are none of it. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("data set card")
                .add("id", id)
                .add("type", type)
                .add("package", pack)
                .add("path", path);
        crop.ifPresent(cut -> digest.add("crop", cut.digest()));
        params.forEach((name, value) -> digest.add("param " + name, value));
        return digest.build();
    }
}
