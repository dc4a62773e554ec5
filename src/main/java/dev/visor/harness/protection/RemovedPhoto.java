package dev.visor.harness.protection;

/**
 * A shared photo from which a protection was taken back.
 *
 * @param photo with what is left of the protection in its face and in what is shared
 * @param removed whether anything was tried; not if no face is found in the shared photo
 * @param lost share of the values of the protected face that the key does not give back within one level, 0..1
 */
public record RemovedPhoto(ProtectionResult photo, boolean removed, double lost) {}
