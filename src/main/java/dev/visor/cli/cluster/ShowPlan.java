package dev.visor.cli.cluster;

import dev.visor.catalog.Table;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.Home;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.options.SuiteOptions;
import dev.visor.harness.cost.MeasuredCosts;
import dev.visor.harness.cost.WorkPlan;
import dev.visor.harness.cost.WorkPlan.Part;
import dev.visor.harness.cost.WorkUnit;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.Shard;
import dev.visor.result.JsonText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what work a suite is, and how long it may take. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Tells of what units of work a suite consists, and how long each takes by what earlier runs measured.",
            "Nothing is run. What is stored already is not taken off."
        })
public final class ShowPlan implements Runnable {

    private static final String UNKNOWN = "?";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", description = "an id of suites/, or the path of a file")
    private String suite;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "1/1",
            description = "only the I-th of N slices of the plan")
    private String shard;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text: sums of each part; json: every unit, the longest first (default: ${DEFAULT-VALUE})")
    private Format format;

    @Mixin
    private SuiteOptions suiteOptions;

    @Mixin
    private MachineOptions machine;

    /** A form of the answer; the words are those of the option. */
    enum Format {
        text,
        json
    }

    @Override
    public void run() {
        Experiment resolved = machine.catalog().experiment(suite, suiteOptions.overrides());
        WorkPlan plan = WorkPlan.of(
                resolved,
                CompositionRoot.testBed(machine.assets(resolved)),
                Shard.of(shard),
                MeasuredCosts.of(Home.cache(), MeasuredCosts.records(Home.path())));
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.json) {
            out.print(JsonText.of(json(resolved, plan)));
        } else {
            print(plan, out);
        }
        out.flush();
    }

    private void print(WorkPlan plan, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (Part part : plan.parts()) {
            Map<String, List<WorkUnit>> stages = new LinkedHashMap<>();
            part.units()
                    .forEach(unit -> stages.computeIfAbsent(unit.stage(), stage -> new ArrayList<>())
                            .add(unit));
            stages.forEach((stage, units) -> rows.add(List.of(
                    part.label(),
                    stage,
                    Integer.toString(units.size()),
                    Long.toString(units.stream().mapToLong(WorkUnit::images).sum()),
                    duration(seconds(units).map(seconds -> seconds / part.atOnce())))));
        }
        out.print(new Table(List.of("part", "stage", "units", "images", "time"), rows).text());
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%d units, %s on this machine%s",
                plan.units().size(),
                plan.seconds().isPresent()
                        ? "about " + duration(plan.seconds())
                        : "and it is not known how long they take",
                because(plan)));
    }

    private static String because(WorkPlan plan) {
        long unknown =
                plan.units().stream().filter(unit -> unit.seconds().isEmpty()).count();
        long elsewhere = plan.units().stream()
                .filter(unit -> unit.seconds().isPresent() && !unit.measuredHere())
                .count();
        String known = elsewhere == 0
                ? ""
                : String.format(
                        Locale.ROOT, "; of %d units only another machine has measured how long they take", elsewhere);
        return unknown == 0
                ? known
                : known
                        + String.format(
                                Locale.ROOT,
                                "; nothing like %d units was ever measured: run a smaller one first",
                                unknown);
    }

    private static Map<String, Object> json(Experiment suite, WorkPlan plan) {
        Map<String, Object> stages = new TreeMap<>();
        plan.units().stream().map(WorkUnit::stage).distinct().forEach(stage -> {
            List<WorkUnit> units = plan.units().stream()
                    .filter(unit -> unit.stage().equals(stage))
                    .toList();
            Map<String, Object> sum = new LinkedHashMap<>();
            sum.put("units", units.size());
            sum.put("images", units.stream().mapToLong(WorkUnit::images).sum());
            sum.put("seconds", seconds(units).orElse(null));
            stages.put(stage, sum);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("suite", suite.id());
        json.put("digest", suite.digest().hex());
        json.put("seconds", plan.seconds().orElse(null));
        json.put("stages", stages);
        json.put("units", plan.units().stream().map(ShowPlan::json).toList());
        return json;
    }

    private static Map<String, Object> json(WorkUnit unit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stage", unit.stage());
        json.put("what", unit.what());
        json.put("key", unit.key().hex());
        json.put("images", unit.images());
        json.put("seed", unit.seed());
        json.put("device", unit.device());
        json.put("files", unit.files());
        json.put("seconds", unit.seconds().orElse(null));
        json.put("measured_here", unit.measuredHere());
        return json;
    }

    private static Optional<Double> seconds(List<WorkUnit> units) {
        return units.stream().allMatch(unit -> unit.seconds().isPresent())
                ? Optional.of(
                        units.stream().mapToDouble(unit -> unit.seconds().get()).sum())
                : Optional.empty();
    }

    /** Returns {@code 1:02:03}, or a question mark. */
    private static String duration(Optional<Double> seconds) {
        return seconds.map(known -> {
                    long whole = Math.round(known);
                    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
                })
                .orElse(UNKNOWN);
    }
}
