package dev.visor.core;

/** A photo's name within its data set, such as {@code Aaron_Eckhart_0001}; unique there, and stable. */
public record PhotoId(String value) implements Comparable<PhotoId> {

    @Override
    public int compareTo(PhotoId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
