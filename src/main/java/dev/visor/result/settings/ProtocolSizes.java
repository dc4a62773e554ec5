package dev.visor.result.settings;

/** The number of people and photos in each role of a run. */
public sealed interface ProtocolSizes permits RecognitionSizes, InversionSizes {

    /** Stands for which photo plays which role: 64 hexadecimal digits. */
    String digest();

    /** Whether photos of protected people are divided several times, so that a person has trials in several splits. */
    default boolean inSplits() {
        return false;
    }
}
