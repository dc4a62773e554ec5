package dev.visor.harness;

import java.nio.file.Path;

/** Runs suites. */
public interface SuiteRunner {

    /**
     * Runs the suite, or goes on where an interrupted run stopped.
     *
     * @return the run's folder
     */
    Path run(RunRequest request, Progress progress);
}
