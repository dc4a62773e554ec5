package dev.visor.defense.watermark;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import java.util.random.RandomGenerator;

/**
 * The bits that people's photos carry: fair draws from a key and the person's name, so that nobody has to keep a list, and whoever has the
 * key and the names can make it again.
 *
 * @param bits of a codeword
 * @param key of whoever registers people
 */
record Codewords(int bits, long key) {

    boolean[] of(SubjectId person) {
        RandomGenerator random =
                new Seed(key).derive("codeword/" + person.value()).generator();
        boolean[] word = new boolean[bits];
        for (int i = 0; i < bits; i++) {
            word[i] = random.nextBoolean();
        }
        return word;
    }

    /** Returns bits as the encoder takes them: -1 or 1. */
    static float[] signs(boolean[] word) {
        float[] signs = new float[word.length];
        for (int i = 0; i < word.length; i++) {
            signs[i] = word[i] ? 1 : -1;
        }
        return signs;
    }
}
