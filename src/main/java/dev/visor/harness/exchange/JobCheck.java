package dev.visor.harness.exchange;

import dev.visor.core.Digest;
import dev.visor.external.JobFile;
import dev.visor.external.JobFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at a job folder as whoever receives it may: all photos are there, and are what the job says. */
public final class JobCheck {

    private JobCheck() {}

    /**
     * Checks the folder.
     *
     * @throws dev.visor.core.InputError if it is no job
     */
    public static List<Finding> of(Path folder) {
        JobFile job = JobFile.read(folder);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("job.json of suite %s, unit %s"
                .formatted(job.suite(), job.unit().word())));
        int sound = 0;
        for (var photo : job.sha256().entrySet()) {
            Path file = folder.resolve(JobFolder.PHOTOS).resolve(photo.getKey() + ".png");
            try {
                if (Digest.ofFile(file).hex().equals(photo.getValue())) {
                    sound++;
                } else {
                    findings.add(Finding.fault("photos/%s.png is not what was exported".formatted(photo.getKey())));
                }
            } catch (IOException e) {
                findings.add(Finding.fault("photos/%s.png is missing or cannot be read".formatted(photo.getKey())));
            }
        }
        findings.add(Finding.ok(String.format(
                Locale.ROOT,
                "%d of %d photos are as they were exported",
                sound,
                job.sha256().size())));
        return findings;
    }
}
