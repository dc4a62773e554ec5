package dev.visor.cli;

import dev.visor.core.InputError;
import dev.visor.harness.plan.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the machine: the device, and the folder of models and data. */
final class MachineOptions {

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "auto",
            description = "auto, cpu, gpu or gpu:N (default: ${DEFAULT-VALUE})")
    private String device;

    @Option(
            names = "--assets",
            paramLabel = "DIR",
            description = "folder with models/ and data/ (default: the environment's VISOR_ASSETS)")
    private Path assets;

    String device() {
        if (!device.matches("auto|cpu|gpu(:[0-9]+)?")) {
            throw new InputError("--device must be auto, cpu, gpu or gpu:N, got \"" + device + "\"");
        }
        return device;
    }

    /** The assets folder; empty if none is given, or the suite may not use one. */
    Optional<Path> assets(Experiment suite) {
        Optional<Path> folder = assets();
        if (!suite.mayUseAssets()) {
            return Optional.empty();
        }
        if (folder.isEmpty() && suite.needsAssets()) {
            throw new InputError("suite \"%s\" needs models and data that no package has: give --assets DIR or set"
                            .formatted(suite.id())
                    + " VISOR_ASSETS");
        }
        return folder;
    }

    /** The folder that the option or the environment gives. */
    Optional<Path> assets() {
        return assets(Optional.ofNullable(assets));
    }

    /**
     * The folder that an option or the environment gives.
     *
     * @throws InputError if it is not there
     */
    static Optional<Path> assets(Optional<Path> option) {
        String environment = System.getenv().getOrDefault("VISOR_ASSETS", "");
        Optional<Path> folder = option.or(
                        () -> environment.isBlank() ? Optional.empty() : Optional.of(Path.of(environment)))
                .map(path -> path.toAbsolutePath().normalize());
        folder.filter(path -> !Files.isDirectory(path)).ifPresent(path -> {
            throw new InputError("assets folder " + path + " does not exist");
        });
        return folder;
    }
}
