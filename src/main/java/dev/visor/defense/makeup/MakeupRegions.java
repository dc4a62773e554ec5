package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.RegionPixels;
import dev.visor.recognizer.mesh.FaceMesh;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The regions of one face that the layers of a style lie on: each pixel belongs to at most one, the topmost that covers at least half of it.
 *
 * @param words of the regions, by number, as styles name them
 * @param of the number of the region that a pixel belongs to, row by row; {@link #NONE} for none
 * @param cover how far a pixel may change, 0..1, row by row: the most that any layer covers of it
 */
record MakeupRegions(int width, int height, List<FaceRegion> words, int[] of, float[] cover) {

    static final int NONE = -1;

    private static final float HALF = 0.5f;

    /** Finds the regions of a face. */
    static MakeupRegions on(FaceImage face, FaceMesh mesh, List<Layer> layers) {
        List<FaceRegion> words = layers.stream().map(Layer::region).distinct().toList();
        int[] of = new int[face.width() * face.height()];
        float[] cover = new float[of.length];
        Arrays.fill(of, NONE);
        for (Layer layer : layers) {
            int number = words.indexOf(layer.region());
            float[] own = layer.cover(mesh, face.width(), face.height());
            for (int i = 0; i < of.length; i++) {
                of[i] = own[i] >= HALF ? number : of[i];
                cover[i] = Math.max(cover[i], own[i]);
            }
        }
        return new MakeupRegions(face.width(), face.height(), words, of, cover);
    }

    /** Returns the names of the regions of layers, in the order of their numbers. */
    static List<String> words(List<Layer> layers) {
        return layers.stream().map(layer -> layer.region().word()).distinct().toList();
    }

    /** Returns the regions for whoever measures them, where colors are sought for which there is no reference. */
    List<RegionPixels> told() {
        return IntStream.range(0, count())
                .mapToObj(region -> new RegionPixels(pixels(region), List.of()))
                .toList();
    }

    /**
     * Returns the regions for whoever measures them.
     *
     * @param references of the reference, numbered as these
     */
    List<RegionPixels> told(FaceImage reference, MakeupRegions references) {
        return IntStream.range(0, count())
                .mapToObj(region -> new RegionPixels(
                        pixels(region),
                        IntStream.range(0, FaceImage.CHANNELS)
                                .mapToObj(channel ->
                                        HistogramMatching.values(reference, channel, references.pixels(region)))
                                .toList()))
                .toList();
    }

    int count() {
        return words.size();
    }

    /** Returns the pixels of a region, in rising order. */
    int[] pixels(int region) {
        return IntStream.range(0, of.length).filter(i -> of[i] == region).toArray();
    }

    /** Returns the regions of square cells, row by row: the one that most pixels of a cell belong to, or none. */
    int[] cells(int side) {
        int across = width / side;
        int[] cells = new int[across * (height / side)];
        for (int cell = 0; cell < cells.length; cell++) {
            int[] votes = new int[count() + 1];
            int top = cell / across * side;
            int left = cell % across * side;
            for (int y = top; y < top + side; y++) {
                for (int x = left; x < left + side; x++) {
                    votes[of[y * width + x] + 1]++;
                }
            }
            int most = 0;
            for (int i = 1; i < votes.length; i++) {
                most = votes[i] > votes[most] ? i : most;
            }
            cells[cell] = most - 1;
        }
        return cells;
    }

    /** Returns the same pixels as one region: nothing is known but where makeup is. */
    MakeupRegions merged() {
        int[] one = Arrays.stream(of).map(region -> Math.min(region, 0)).toArray();
        return new MakeupRegions(width, height, words.subList(0, 1), one, cover);
    }
}
