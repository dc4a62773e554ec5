package dev.visor.tensor;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * Ends the process without taking libtorch apart.
 *
 * <p>A process that ends runs the destructors of its libraries while threads may still compute in them, which then crash: a signal in the
 * midst of a batch gave SIGSEGV in a third of all cases. The system takes memory and devices back by itself, so once Java has run
 * all its hooks, the process leaves at once, with the code that it was to leave with.
 */
final class Exit {

    private Exit() {}

    /** Once a process, after libtorch was loaded: what is registered last is called first. */
    static void withoutDestructors() {
        try {
            NativeLibrary process = NativeLibrary.getProcess();
            Function onExit = process.getFunction("on_exit");
            Function leave = process.getFunction("_exit");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> onExit.invokeInt(new Object[] {leave, Pointer.NULL}), "leave at once"));
        } catch (LinkageError | IllegalStateException e) {
            // Not glibc, or already going down: the process ends as it always did.
            return;
        }
    }
}
