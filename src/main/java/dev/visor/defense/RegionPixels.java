package dev.visor.defense;

import java.util.List;

/**
 * A region of one face.
 *
 * @param pixels their numbers, row by row, in rising order; none where the face does not show the region
 * @param wanted the values 0..255 whose distribution the region is to take, by channel; none where the defense aims at no colors
 */
public record RegionPixels(int[] pixels, List<float[]> wanted) {

    public RegionPixels {
        wanted = List.copyOf(wanted);
    }
}
