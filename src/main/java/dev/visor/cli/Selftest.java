package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.harness.Guard;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.selftest.CaseResult;
import dev.visor.selftest.SelfTest;
import dev.visor.selftest.SelfTestBed;
import dev.visor.selftest.bed.GeneratedBed;
import dev.visor.selftest.bed.RealBed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries the harness on defenses whose answer is known. */
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description = "Runs seeded defenses with known answers through the real pipeline, and says which it caught:"
                + " on generated faces, and on real ones where the assets are.")
final class Selftest implements Callable<Integer> {

    /** A suite that names the real people and recognizers. */
    private static final String CARDS = "smoke";

    private static final String SURROGATE = "edgeface_xxs";
    private static final String BLACK_BOX = "mobileface_v2";

    @Spec
    private CommandSpec spec;

    @Mixin
    private MachineOptions machine;

    @Option(
            names = "--without",
            paramLabel = "GUARD",
            description = "take one guard out of the harness, to see what slips through (generated faces only)")
    private String without;

    @Option(
            names = "--table",
            description = "take out every guard in turn, and print what slips through (generated faces only)")
    private boolean table;

    @Override
    public Integer call() {
        Path folder = scratch();
        try {
            return call(folder, spec.commandLine().getOut());
        } finally {
            delete(folder);
        }
    }

    private int call(Path folder, PrintWriter stdout) {
        SelfTestBed generated = new GeneratedBed(folder);
        if (table) {
            stdout.print(table(folder, generated).markdown());
            stdout.flush();
            return ExitCode.OK;
        }
        Optional<Guard> removed = Optional.ofNullable(without).map(Selftest::guard);
        List<SelfTestBed> beds = new ArrayList<>(List.of(generated));
        if (removed.isEmpty()) {
            machine.assets().ifPresent(assets -> beds.add(real()));
        }
        List<CaseResult> findings = new ArrayList<>();
        for (SelfTestBed bed : beds) {
            findings.addAll(tried(folder, bed, removed, finding -> {
                stdout.println(finding.line());
                stdout.flush();
            }));
        }
        long caught = findings.stream().filter(CaseResult::caught).count();
        stdout.println(String.format(Locale.ROOT, "%d of %d caught", caught, findings.size()));
        stdout.flush();
        return caught == findings.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Table table(Path folder, SelfTestBed bed) {
        List<List<String>> rows = new ArrayList<>();
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            for (Guard guard : Guard.values()) {
                progress.advance("guards taken out", rows.size(), Guard.values().length);
                String slipped = tried(folder, bed, Optional.of(guard), finding -> {}).stream()
                        .filter(finding -> !finding.caught())
                        .map(CaseResult::seededCase)
                        .collect(Collectors.joining(", "));
                rows.add(List.of(guard.word(), guard.claim(), slipped.isEmpty() ? "nothing" : slipped));
            }
        }
        return new Table(List.of("guard", "what holds while it is there", "what slips through without it"), rows);
    }

    private List<CaseResult> tried(Path folder, SelfTestBed bed, Optional<Guard> removed, Consumer<CaseResult> heard) {
        return new SelfTest(folder, machine.device(), Clock.systemUTC())
                .run(bed, SelfTest.seededCases(bed), removed, heard);
    }

    private SelfTestBed real() {
        ResolvedSuite cards = machine.catalog().suite(CARDS, Overrides.NONE);
        return new RealBed(CompositionRoot.testBed(machine.assets(cards)), cards, SURROGATE, BLACK_BOX);
    }

    private static Guard guard(String word) {
        Map<String, Guard> guards =
                Stream.of(Guard.values()).collect(Collectors.toMap(Guard::word, Function.identity()));
        if (!guards.containsKey(word)) {
            throw new InputError("--without: " + NearestWord.unknown("guard", word, guards.keySet()));
        }
        return guards.get(word);
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("visor-selftest");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A seeded case that hung may still be closing its files; what stays, stays in the system's temporary
            // folder.
            return;
        }
    }
}
