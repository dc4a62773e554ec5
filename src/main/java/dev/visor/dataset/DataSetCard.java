package dev.visor.dataset;

import dev.visor.core.Digest;

/**
 * The facts about a data set that are known before it is read: a file of {@code suites/datasets}.
 *
 * @param id file name without ending
 * @param type a word of the registry: {@code lfw}, {@code orl}, {@code folder}, {@code labelled-photos}
 * @param pack {@code NAME@VERSION} of the package that holds it, empty for the assets folder
 * @param path within the package, the assets folder, or the card's catalog ({@link AssetPath})
 * @param licence as stated upstream
 * @param source where it comes from
 * @param slices which photos fall into which groups
 */
public record DataSetCard(
        String id,
        String type,
        String summary,
        String pack,
        String path,
        String licence,
        String source,
        Slices slices) {

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
        return Digest.builder("data set card")
                .add("id", id)
                .add("type", type)
                .add("package", pack)
                .add("path", path)
                .build();
    }
}
