package dev.visor.core.measure;

import dev.visor.core.PhotoId;

/**
 * Into which group of photos a photo falls: a row of {@code slices.csv}.
 *
 * @param column what groups are told apart by, such as {@code light}
 * @param group such as {@code dark}
 */
public record SliceLabel(PhotoId photo, String column, String group) {

    /** The group of photos that nobody has labelled. */
    public static final String UNLABELLED = "unlabelled";

    public SliceLabel {
        if (column.isBlank() || group.isBlank()) {
            throw new IllegalArgumentException("a column and its value must not be blank, got \"%s\" and \"%s\" of %s"
                    .formatted(column, group, photo));
        }
    }
}
