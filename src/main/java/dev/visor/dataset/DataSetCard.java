package dev.visor.dataset;

import dev.visor.core.Digest;

/**
 * What is known of a data set before it is read: a file of {@code suites/datasets}.
 *
 * @param id file name without ending
 * @param type a word of the registry: {@code lfw}, {@code orl}, {@code folder}, {@code labelled-photos}
 * @param pack {@code NAME@VERSION} of the package that holds it, empty for the assets folder
 * @param path within the package or the assets folder; an absolute path stands for itself
 * @param licence as stated upstream
 * @param source where it comes from
 */
public record DataSetCard(
        String id, String type, String summary, String pack, String path, String licence, String source) {

    /** Stands for where its photos are, and how they are read. */
    public Digest digest() {
        return Digest.builder("data set card")
                .add("id", id)
                .add("type", type)
                .add("package", pack)
                .add("path", path)
                .build();
    }
}
