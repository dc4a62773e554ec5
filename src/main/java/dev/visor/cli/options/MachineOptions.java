package dev.visor.cli.options;

import dev.visor.catalog.AssetFolders;
import dev.visor.catalog.Catalog;
import dev.visor.core.InputError;
import dev.visor.harness.plan.Experiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the machine: the device, and the folders of models, data and catalogs. */
public final class MachineOptions {

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

    @Mixin
    private CatalogOptions catalogs;

    public String device() {
        if (!device.matches("auto|cpu|gpu(:[0-9]+)?")) {
            throw new InputError("--device must be auto, cpu, gpu or gpu:N, got \"" + device + "\"");
        }
        return device;
    }

    /** Returns the project's catalog with those beside it. */
    public Catalog catalog() {
        return catalogs.catalog();
    }

    /** Returns the folders of a suite's files; without an assets folder if none is given, or the suite may not use one. */
    public AssetFolders assets(Experiment suite) {
        Optional<Path> folder = assets();
        if (!suite.mayUseAssets()) {
            return new AssetFolders(catalogs.folders(), Optional.empty());
        }
        if (folder.isEmpty() && suite.needsAssets()) {
            throw new InputError("suite \"%s\" needs models and data that no package has: give --assets DIR or set"
                            .formatted(suite.id())
                    + " VISOR_ASSETS");
        }
        return new AssetFolders(catalogs.folders(), folder);
    }

    /** Returns the folders of all files that cards name. */
    public AssetFolders folders() {
        return new AssetFolders(catalogs.folders(), assets());
    }

    /** Returns the assets folder that the option or the environment gives. */
    public Optional<Path> assets() {
        return folder(Optional.ofNullable(assets));
    }

    /**
     * Finds the folder that an option or the environment gives.
     *
     * @throws InputError if it is not there
     */
    static Optional<Path> folder(Optional<Path> option) {
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
