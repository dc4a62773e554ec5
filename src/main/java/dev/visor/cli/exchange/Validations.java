package dev.visor.cli.exchange;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.exchange.SubmissionReader;
import dev.visor.catalog.exchange.SuiteForJobs;
import dev.visor.catalog.exchange.TriedDefense;
import dev.visor.catalog.importing.CardValidation;
import dev.visor.catalog.importing.DataSetValidation;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.core.InputError;
import dev.visor.external.JobFile;
import dev.visor.external.JobFolder;
import dev.visor.external.ResultFolder;
import dev.visor.harness.Progress;
import dev.visor.harness.exchange.Finding;
import dev.visor.harness.exchange.JobCheck;
import dev.visor.harness.exchange.Scoring;
import dev.visor.harness.exchange.Submission;
import dev.visor.harness.store.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks of what others bring, without any score: a job, a result, a defense, a recognizer, a data set. */
public final class Validations {

    private final Catalog catalog;
    private final MachineOptions machine;
    private final Progress progress;

    public Validations(Catalog catalog, MachineOptions machine, Progress progress) {
        this.catalog = catalog;
        this.machine = machine;
        this.progress = progress;
    }

    /**
     * Checks the thing of that name.
     *
     * @param job that a result is for
     * @param data on whose faces a recognizer is tried: a data set, or a folder of photos
     * @return a line for each thing that was looked at; empty if the name is none of these things
     */
    public Optional<List<Finding>> of(String name, Optional<Path> job, String data) {
        Path path = Path.of(name);
        if (job.isPresent()) {
            return Optional.of(result(job.get(), path));
        }
        if (CardValidation.concerns(name)) {
            return Optional.of(recognizer(name, data));
        }
        if (Files.exists(path.resolve(JobFolder.FILE))) {
            return Optional.of(JobCheck.of(path));
        }
        if (Files.exists(path.resolve(Submission.FILE))) {
            throw new InputError("%s is a result: name the job that it is for with --job".formatted(name));
        }
        if (DataSetValidation.concerns(path)) {
            return Optional.of(DataSetValidation.run(name, catalog, machine.folders(), progress));
        }
        return Files.exists(path) ? Optional.empty() : TriedDefense.of(catalog, name, machine.device());
    }

    private List<Finding> recognizer(String card, String data) {
        return CardValidation.run(card, data, catalog, machine.folders(), progress).stream()
                .map(check -> new Finding(
                        check.passed() ? Finding.Kind.OK : Finding.Kind.FAULT, check.what() + ": " + check.detail()))
                .toList();
    }

    private List<Finding> result(Path job, Path result) {
        JobFile read = JobFile.read(job);
        List<Finding> findings = new ArrayList<>(List.of(Finding.ok("job.json of suite " + read.suite())));
        Submission submission = SubmissionReader.read(result);
        findings.add(Finding.ok("submission.yaml of " + submission.id()));
        SuiteForJobs suite = SuiteForJobs.again(catalog, read.suite(), read.settings());
        Scoring.Checked checked = new Scoring(CompositionRoot.testBed(machine.assets(suite.suite())), progress)
                .check(
                        new Scoring.Request(
                                suite.suite(), read, new ResultFolder(result, true), submission, machine.device()),
                        new MemoryStore());
        checked.check().faults().forEach(fault -> findings.add(Finding.fault(fault)));
        checked.check().notes().forEach(note -> findings.add(Finding.note(note)));
        if (Finding.sound(findings)) {
            findings.add(Finding.ok("visor score can score it"));
        }
        return findings;
    }
}
