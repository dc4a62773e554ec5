package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;

/** The distance of embeddings from where they should be. */
final class EmbeddingDistance {

    private EmbeddingDistance() {}

    /**
     * The mean of 1 - cosine over the rows.
     *
     * @param embeddings [N, d], unit rows
     * @param wanted [N, d], unit rows
     * @return a scalar, 0..2
     */
    static NDArray lack(NDArray embeddings, NDArray wanted) {
        return embeddings.mul(wanted).sum(new int[] {1}).mean().neg().add(1);
    }
}
