package dev.visor.harness.store;

import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.Recognizer;
import java.util.List;

/**
 * A key of a stored thing: a digest of all that made it. Nothing is stored under anything else, and there is no key
 * without the code of the {@link Stage} that makes the thing. What else computes is named by the object itself, so that
 * its code comes along.
 */
@CountedByValue("it only makes keys")
public final class StoreKey {

    private final Digest digest;

    private StoreKey(Digest digest) {
        this.digest = digest;
    }

    /** Begins the key of a thing that a stage makes. */
    public static Builder of(Stage stage, String kind) {
        return new Builder(kind).with("stage " + stage.word(), stage.implementation());
    }

    /** Begins the key of a thing that is made by the same code, of this and more. */
    public Builder part(String kind) {
        return new Builder(kind).add("of", digest);
    }

    public Digest digest() {
        return digest;
    }

    public String hex() {
        return digest.hex();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreKey key && key.digest.equals(digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest.hex();
    }

    /** Takes named parts in the order given. */
    public static final class Builder {

        private final Digest.Builder digest;

        private Builder(String kind) {
            this.digest = Digest.builder(kind);
        }

        /** A defense, an attack or a countermeasure: its settings and its code. */
        public Builder with(String name, Entry<?> entry) {
            digest.add(name, entry.digest());
            return with(name, entry.implementation());
        }

        /** A recognizer: its weights, how it is asked, and the code that asks it. */
        public Builder with(String name, Recognizer recognizer) {
            digest.add(name, recognizer.card().digest());
            return with(name, Implementation.ofObject(recognizer));
        }

        /** Code that is neither the stage's own nor an entry's or a recognizer's. */
        public Builder with(String name, Implementation code) {
            digest.add("code of " + name, code.digest());
            return this;
        }

        /** Adds what is stored under another key. */
        public Builder add(String name, StoreKey key) {
            return add(name, key.digest);
        }

        public Builder add(String name, Digest value) {
            digest.add(name, value);
            return this;
        }

        public Builder add(String name, List<String> words) {
            digest.add(name, words);
            return this;
        }

        public Builder add(String name, String value) {
            digest.add(name, value);
            return this;
        }

        public Builder add(String name, long value) {
            digest.add(name, value);
            return this;
        }

        public Builder add(String name, double value) {
            digest.add(name, value);
            return this;
        }

        public Builder add(String name, boolean value) {
            digest.add(name, value);
            return this;
        }

        public StoreKey build() {
            return new StoreKey(digest.build());
        }
    }
}
