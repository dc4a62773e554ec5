package dev.visor.cli;

import dev.visor.catalog.Table;
import dev.visor.cli.options.Home;
import dev.visor.core.InputError;
import dev.visor.harness.store.StoredFiles;
import dev.visor.harness.store.StoredFiles.Part;
import dev.visor.harness.store.StoredFiles.Pruned;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what the store holds, and takes away what is no longer used. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what earlier runs have stored (VISOR_CACHE): size, and when it was last used.",
            "With --prune, takes away what can be computed anew and no run has used for long. Packages, the engine and "
                    + "answers of services stay."
        })
final class ShowStore implements Runnable {

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})([kKmMgGtT]?)");

    private static final String UNITS = "kmgt";

    @Spec
    private CommandSpec spec;

    @Option(names = "--prune", description = "take away what is no longer used")
    private boolean prune;

    @Option(
            names = "--unused-for",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "with --prune: all that no run has used for so many days (default: ${DEFAULT-VALUE})")
    private int days;

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            defaultValue = "20g",
            description =
                    "with --prune: then what was left alone longest, until the rest has this size, such as 500m or 20g"
                            + " (default: ${DEFAULT-VALUE}); what was used within the last hour stays")
    private String size;

    @Option(names = "--dry-run", description = "with --prune: only tell what would be taken away")
    private boolean dry;

    @Override
    public void run() {
        if (!prune && dry) {
            throw new InputError("--dry-run tells what --prune would take away: give both");
        }
        if (days < 0) {
            throw new InputError("--unused-for must be a number of days, 0 or more, got " + days);
        }
        long most = bytes(size);
        StoredFiles store = new StoredFiles(Home.cache());
        PrintWriter out = spec.commandLine().getOut();
        Instant now = Clock.systemUTC().instant();
        if (prune) {
            Pruned pruned = store.prune(now.minus(Duration.ofDays(days)), most, now, dry);
            out.println(String.format(
                    Locale.ROOT,
                    "%s %d files, %s",
                    dry ? "would be taken away:" : "taken away:",
                    pruned.files(),
                    words(pruned.bytes())));
        }
        List<List<String>> rows =
                store.parts().stream().map(part -> row(part, now)).toList();
        out.println(Home.cache());
        out.print(new Table(List.of("folder", "files", "size", "longest unused", "pruned"), rows).text());
        out.flush();
    }

    private static List<String> row(Part part, Instant now) {
        return List.of(
                part.name(),
                Long.toString(part.files()),
                words(part.bytes()),
                part.unused()
                        .map(used -> Duration.between(used, now).toDays() + " days")
                        .orElse("-"),
                part.pruned() ? "yes" : "no");
    }

    private static String words(long bytes) {
        double mebibytes = bytes / (double) (1 << 20);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.1f MiB", mebibytes)
                : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
    }

    private static long bytes(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new InputError("--max-size must be a size such as 500m or 20g, got \"%s\"".formatted(size));
        }
        int power = matcher.group(2).isEmpty()
                ? 0
                : 1 + UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
        return Long.parseLong(matcher.group(1)) << (10 * power);
    }
}
