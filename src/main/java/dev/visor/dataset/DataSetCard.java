package dev.visor.dataset;

/**
 * What is known of a data set before it is read: a file of {@code suites/datasets}.
 *
 * @param id file name without ending
 * @param type a word of the registry: {@code lfw}, {@code orl}, {@code folder}, {@code labelled-photos}
 * @param version of our reading code; part of every key
 * @param pack {@code NAME@VERSION} of the package that holds it, empty for the assets folder
 * @param path within the package or the assets folder; an absolute path stands for itself
 * @param licence as stated upstream
 * @param source where it comes from
 */
public record DataSetCard(
        String id, String type, int version, String summary, String pack, String path, String licence, String source) {}
