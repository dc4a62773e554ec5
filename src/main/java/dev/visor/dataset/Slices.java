package dev.visor.dataset;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.measure.SliceLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups of a data set's photos, as somebody has labelled them: who is in the light, who in the dark.
 *
 * @param source the file that says so; empty if there is none
 * @param labels in the order of the file, each photo once a column
 * @param lines where each stands
 */
public record Slices(String source, List<SliceLabel> labels, List<Integer> lines) {

    /** No labels at all. */
    public static final Slices NONE = new Slices("", List.of(), List.of());

    public Slices {
        labels = List.copyOf(labels);
        lines = List.copyOf(lines);
    }

    /**
     * Makes sure that every label is about a photo that there is.
     *
     * @throws InputError that names the first line which is not
     */
    public void requireKnown(DataSet data) {
        Set<PhotoId> known = new HashSet<>();
        data.photos().forEach(photo -> known.add(photo.id()));
        for (int i = 0; i < labels.size(); i++) {
            if (!known.contains(labels.get(i).photo())) {
                throw new InputError("%s:%d: photo \"%s\" is not in data set %s; remove the line or correct the name"
                        .formatted(source, lines.get(i), labels.get(i).photo(), data.id()));
            }
        }
    }

    /** The group of every photo in every column; {@value SliceLabel#UNLABELLED} where none is told. */
    public List<SliceLabel> of(Collection<PhotoId> photos) {
        Map<String, Map<PhotoId, String>> columns = new LinkedHashMap<>();
        labels.forEach(label ->
                columns.computeIfAbsent(label.column(), c -> new HashMap<>()).put(label.photo(), label.group()));
        List<SliceLabel> all = new ArrayList<>();
        columns.forEach((column, groups) -> photos.forEach(
                photo -> all.add(new SliceLabel(photo, column, groups.getOrDefault(photo, SliceLabel.UNLABELLED)))));
        return all;
    }
}
