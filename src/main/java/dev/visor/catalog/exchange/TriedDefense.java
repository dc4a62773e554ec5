package dev.visor.catalog.exchange;

import dev.visor.catalog.Catalog;
import dev.visor.harness.exchange.DefenseTrial;
import dev.visor.harness.exchange.Finding;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Optional;

/** Tries a defense of a catalog on images that show nobody. */
public final class TriedDefense {

    private TriedDefense() {}

    /** Returns a line for each thing that was looked at; empty if there is no defense of that name. */
    public static Optional<List<Finding>> of(Catalog catalog, String name, String device) {
        return catalog.defenses().stream()
                .filter(entry -> entry.id().equals(name))
                .findFirst()
                .map(entry -> {
                    try (Compute compute = Compute.open(device)) {
                        return new DefenseTrial(entry, compute).run();
                    }
                });
    }
}
