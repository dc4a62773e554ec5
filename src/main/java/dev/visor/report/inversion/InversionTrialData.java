package dev.visor.report.inversion;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Identification;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.TrialLines;
import dev.visor.report.run.Run;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reconstructions behind the numbers, with the rank that each judge gave the right person. */
public final class InversionTrialData {

    /** Stands for all judges of an attack, most of whom decide. */
    private static final String JURY = "jury";

    private static final String WITHOUT =
            "With a script this section lists them. Without: the rows of trials.csv in the run's record, pairing reconstructed/clean.";

    private final Set<Probe> probes = new LinkedHashSet<>();
    private final Map<List<String>, Map<Probe, String>> looks = new LinkedHashMap<>();

    private InversionTrialData() {}

    private record Probe(long seed, String person, String photo) {}

    /** Makes the section; empty without trials, or of a run that is not over. */
    public static Optional<Section> section(InversionView view) {
        Run run = view.run();
        RunRecord record = new RunRecord(run.directory());
        if (run.info().status() != RunInfo.Status.COMPLETED || !record.has(RecordFile.TRIALS)) {
            return Optional.empty();
        }
        InversionTrialData data = new InversionTrialData();
        record.forEachTrial(recorded -> data.add(recorded.trial()));
        return data.probes.isEmpty()
                ? Optional.empty()
                : Section.of(
                        view.prefix() + "trials",
                        "Trials behind the numbers",
                        List.of(new Block.Data(view.prefix() + "trial-data", data.text(), WITHOUT)));
    }

    /** Returns the key by which a page finds the trials of an attack's verdict. */
    static String key(InversionView view, String defense, JudgedAttack attack) {
        return TrialLines.box(view.prefix())
                + String.join(
                        "|", defense, attack.id(), view.run().info().inversion().model(), attack.judge());
    }

    private void add(Trial trial) {
        if (trial instanceof Identification search && trial.pairing() == Pairing.RECONSTRUCTED_CLEAN) {
            Cell cell = trial.cell();
            Probe probe = new Probe(
                    cell.seed(), trial.subject().value(), trial.probe().value());
            probes.add(probe);
            looks.computeIfAbsent(
                            List.of(cell.defense(), cell.attack(), cell.model(), cell.judge()),
                            judge -> new LinkedHashMap<>())
                    .put(
                            probe,
                            search.found()
                                            .map(found -> Integer.toString(found.trueRank()))
                                            .orElse("x")
                                    + "/-");
        }
    }

    private String text() {
        TrialLines lines = new TrialLines(List.of("defense", "attack", "model", "judge"), JURY, true);
        probes.forEach(probe -> lines.probe(probe.person(), probe.photo()));
        looks.forEach((judge, own) -> {
            List<String> tokens = new ArrayList<>();
            probes.forEach(probe -> tokens.add(own.getOrDefault(probe, TrialLines.NOTHING)));
            lines.judge(judge, "", "-", tokens);
        });
        return lines.text();
    }
}
