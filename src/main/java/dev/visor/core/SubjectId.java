package dev.visor.core;

/** The person whose privacy is at stake. */
public record SubjectId(String value) implements Comparable<SubjectId> {

    public SubjectId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a subject needs a name");
        }
    }

    @Override
    public int compareTo(SubjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
