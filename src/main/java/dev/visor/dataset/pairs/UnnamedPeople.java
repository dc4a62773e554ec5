package dev.visor.dataset.pairs;

import dev.visor.core.SubjectId;

/**
 * Tells people apart by what a list says of their photos: two photos of a pair of the same person show one person, and
 * so do those that a chain of such pairs connects. Everybody else is somebody else.
 *
 * <p>Photos are numbered from 0.
 */
public final class UnnamedPeople {

    /** A photo that shows the same person and was seen earlier; itself if there is none. */
    private final int[] earlier;

    /** @param photos how many there are */
    public UnnamedPeople(int photos) {
        this.earlier = new int[photos];
        for (int i = 0; i < photos; i++) {
            earlier[i] = i;
        }
    }

    /** Two photos show one person. */
    public void join(int first, int second) {
        int one = firstOf(first);
        int other = firstOf(second);
        earlier[Math.max(one, other)] = Math.min(one, other);
    }

    /** Whether pairs of the same person connect two photos. */
    public boolean connected(int first, int second) {
        return firstOf(first) == firstOf(second);
    }

    /** Returns a name for the person: {@code unnamed-}, and the number of the first of its photos. */
    public SubjectId nameOf(int photo) {
        return new SubjectId("unnamed-" + firstOf(photo));
    }

    private int firstOf(int photo) {
        int first = photo;
        while (earlier[first] != first) {
            earlier[first] = earlier[earlier[first]];
            first = earlier[first];
        }
        return first;
    }
}
