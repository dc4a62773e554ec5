package dev.visor.catalog;

import dev.visor.recognizer.isolation.Confinement;

/** Processes of models, for the command line: what this machine takes from them. */
public final class ModelProcesses {

    private ModelProcesses() {}

    /** Tells what a model that is loaded for the first time cannot do here. */
    public static String words() {
        return Confinement.available()
                ? "are code; each is first loaded in a process of its own: memory and time are bounded, "
                        + Confinement.strongest().words()
                : "are code; they run in this process, for no other can be confined here: take models you trust";
    }
}
