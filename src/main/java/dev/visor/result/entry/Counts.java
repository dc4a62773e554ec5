package dev.visor.result.entry;

/**
 * Trials planned and by outcome; protected photos and embeddings made and found in the store.
 *
 * @param trainingsComputed recognizers trained under a defense by this process, which may have been cut before; 0 without
 *     inversion, and in older records, as for the next three
 * @param trainingsReused those that were in the store, and have the speed of back then
 * @param inversionsComputed attacks run on such recognizers, baselines among them
 * @param inversionsReused those whose reconstructions were in the store
 * @param peakMemoryMib most that the process held in memory at any time, in MiB; 0 where the system does not tell, and in
 *     older records
 */
public record Counts(
        long planned,
        long compared,
        long noFace,
        long unreadable,
        long failed,
        long masksComputed,
        long masksReused,
        long embeddingsComputed,
        long embeddingsReused,
        long trainingsComputed,
        long trainingsReused,
        long inversionsComputed,
        long inversionsReused,
        long peakMemoryMib) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Makes the counts of a run that inverts nothing. */
    public Counts(
            long planned,
            long compared,
            long noFace,
            long unreadable,
            long failed,
            long masksComputed,
            long masksReused,
            long embeddingsComputed,
            long embeddingsReused,
            long peakMemoryMib) {
        this(
                planned,
                compared,
                noFace,
                unreadable,
                failed,
                masksComputed,
                masksReused,
                embeddingsComputed,
                embeddingsReused,
                0,
                0,
                0,
                0,
                peakMemoryMib);
    }
}
