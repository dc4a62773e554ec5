package dev.visor.harness;

import java.util.Map;

/** Tells what the harness finds on this machine. */
public interface Machine {

    /**
     * Name and finding, in the order to be shown: engine, its version, device, threads.
     *
     * @throws dev.visor.core.InputError if the device asked for is not there
     */
    Map<String, String> facts(String device);
}
