package dev.visor.cli.options;

import dev.visor.core.InputError;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.service.policy.Pause;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** Options of a run that calls third-party services. */
final class ThirdPartyOptions {

    @Option(
            names = "--consent",
            paramLabel = "DATASET",
            description = "photos of this data set may be sent to services that are not on this machine")
    private String consent;

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description = "of each service in this run, tries among them (default: its card's max_calls)")
    private Long maxCalls;

    @Option(
            names = "--max-dollars",
            paramLabel = "USD",
            description = "for each service in this run (default: its card's max_dollars)")
    private Double maxDollars;

    @Option(names = "--record", paramLabel = "DIR", description = "keep what services answer on a cassette there")
    private Path record;

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            description = "let that cassette answer in the services' place: no network, no keys, no costs")
    private Path replay;

    ServiceOptions serviceOptions() {
        if (maxCalls != null && maxCalls < 0 || maxDollars != null && maxDollars < 0) {
            throw new InputError("--max-calls and --max-dollars must not be negative");
        }
        if (record != null && replay != null) {
            throw new InputError("--record and --replay exclude each other: a replay has nothing new to record");
        }
        return new ServiceOptions(
                Optional.ofNullable(consent),
                maxCalls == null ? OptionalLong.empty() : OptionalLong.of(maxCalls),
                maxDollars == null ? OptionalDouble.empty() : OptionalDouble.of(maxDollars),
                Optional.ofNullable(record),
                Optional.ofNullable(replay),
                System.getenv(),
                Pause.sleeping());
    }
}
