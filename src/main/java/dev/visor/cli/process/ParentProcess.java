package dev.visor.cli.process;

import java.util.Map;
import java.util.Optional;

/** Ends this process with the one that started it, for whoever runs it where nobody could end it: on a node of a cluster. */
public final class ParentProcess {

    /** The environment's name for the number of the process to end with. */
    public static final String VARIABLE = "VISOR_PARENT";

    /** The exit code of a process that the signal TERM has ended. */
    private static final int TERMINATED = 128 + 15;

    private ParentProcess() {}

    /** Ends this process once the one that the environment names has ended; does nothing if it names none. */
    public static void endWithIt(Map<String, String> environment) {
        number(environment.get(VARIABLE))
                .ifPresent(pid -> follow(
                        pid,
                        // Nothing needs to be put in order: a run that is killed goes on where it was.
                        () -> Runtime.getRuntime().halt(TERMINATED)));
    }

    /** Does something once that process has ended, at once if there is none. */
    static void follow(long pid, Runnable then) {
        Optional<ProcessHandle> parent = ProcessHandle.of(pid);
        if (parent.isPresent()) {
            parent.get().onExit().thenRun(then);
        } else {
            then.run();
        }
    }

    /** Returns the number of a process; empty for what is none, which an environment may hold by chance. */
    static Optional<Long> number(String word) {
        return word != null && word.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(word)) : Optional.empty();
    }
}
