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
 * @param slices which photos fall into which groups
 */
public record DataSetCard(
        String id,
        String type,
        int version,
        String summary,
        String pack,
        String path,
        String licence,
        String source,
        Slices slices) {

    /** Of a data set whose photos nobody has labelled. */
    public DataSetCard(
            String id,
            String type,
            int version,
            String summary,
            String pack,
            String path,
            String licence,
            String source) {
        this(id, type, version, summary, pack, path, licence, source, Slices.NONE);
    }

    /** All that a run's trials may depend on; labels of groups are none of it. */
    public String described() {
        return "DataSetCard[id=%s, type=%s, version=%d, summary=%s, pack=%s, path=%s, licence=%s, source=%s]"
                .formatted(id, type, version, summary, pack, path, licence, source);
    }
}
