package dev.visor.attack.purification;

/** Continues a face beyond its edge as in a mirror that stands on the edge. */
final class Mirror {

    private Mirror() {}

    /** The place within {@code 0..size-1} that an index is a reflection of. */
    static int within(int index, int size) {
        int period = 2 * size;
        int place = Math.floorMod(index, period);
        return place < size ? place : period - 1 - place;
    }
}
