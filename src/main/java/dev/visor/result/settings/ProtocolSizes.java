package dev.visor.result.settings;

/** How many photos play each role of a run. */
public sealed interface ProtocolSizes permits RecognitionSizes, InversionSizes {

    /** Stands for which photo plays which role: 64 hexadecimal digits. */
    String digest();
}
