package dev.visor.attack;

import dev.visor.core.Acquired.Reason;
import dev.visor.service.Picture;

/** A photo as a service would be sent it, or why there is none to send. */
public sealed interface Sent {

    record Photo(Picture picture) implements Sent {}

    record Missed(Reason reason) implements Sent {}
}
