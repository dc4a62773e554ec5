package dev.visor.attack;

import dev.visor.core.Acquired.Reason;
import dev.visor.service.Picture;

/** A photo as a service would be sent it, or why there is none to send. */
public sealed interface UploadedPhoto {

    record Photo(Picture picture) implements UploadedPhoto {}

    record Missed(Reason reason) implements UploadedPhoto {}
}
