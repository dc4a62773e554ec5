package dev.visor.report.site;

import dev.visor.core.InputError;
import dev.visor.core.file.FolderLock;
import dev.visor.core.file.IoReason;
import dev.visor.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of a site: what an earlier site wrote there is replaced, and nothing else is touched. */
final class SiteFolder {

    /** Names the files that the site wrote, a line each. */
    static final String FILES = "files.txt";

    private static final Pattern OWN = Pattern.compile("([a-z]+/)?[a-z0-9-]+\\.(html|xml|json|csv|js|css|txt)");

    private SiteFolder() {}

    /**
     * Writes the files of a site by their path; the page {@code index.html} last.
     *
     * @throws InputError if the folder holds what no site wrote, or cannot be written
     */
    static void write(Path folder, Map<String, WholeFile.Text> files) {
        refuseForeign(folder);
        FolderLock.during(folder, () -> {
            Set<String> before = own(folder);
            Set<String> names = new TreeSet<>(files.keySet());
            names.add(FILES);
            sweep(folder, names);
            Set<String> both = new TreeSet<>(before);
            both.addAll(names);
            // First of all: what is written from here on is known for a site's, even if this is cut.
            list(folder, both);
            files.forEach((name, text) -> {
                if (!name.equals(BoardPage.PATH)) {
                    WholeFile.write(folder.resolve(name), text);
                }
            });
            WholeFile.write(folder.resolve(BoardPage.PATH), files.get(BoardPage.PATH));
            before.stream().filter(name -> !names.contains(name)).forEach(name -> remove(folder.resolve(name)));
            list(folder, names);
        });
    }

    private static void list(Path folder, Set<String> names) {
        WholeFile.write(folder.resolve(FILES), out -> out.write(String.join("\n", names) + "\n"));
    }

    private static void sweep(Path folder, Set<String> names) {
        names.stream()
                .map(name -> folder.resolve(name).getParent())
                .distinct()
                .forEach(one -> WholeFile.sweep(one, Instant.MAX));
    }

    /** Returns the files that an earlier site wrote. */
    private static Set<String> own(Path folder) {
        Path list = folder.resolve(FILES);
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(list)) {
            // Whoever changed the list cannot have other files removed.
            return lines.filter(line -> OWN.matcher(line).matches()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(list, IoReason.of(e)), e);
        }
    }

    private static void refuseForeign(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new InputError(folder + " is no folder: name another --out");
        }
        Set<String> own = own(folder);
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> foreign = all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !own.contains(name) && !name.matches("(.*/)?\\..*"))
                    .sorted()
                    .toList();
            if (!foreign.isEmpty()) {
                throw new InputError("%s holds %s, which no visor site wrote: name a new or empty folder as --out"
                        .formatted(folder, foreign.size() == 1 ? foreign.get(0) : foreign.get(0) + " and more"));
            }
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(folder, IoReason.of(e)), e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw WholeFile.unwritable(file, e);
        }
    }
}
