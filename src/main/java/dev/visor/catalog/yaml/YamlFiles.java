package dev.visor.catalog.yaml;

import dev.visor.catalog.yaml.Yaml.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the YAML files of the catalog's folders; what is wrong with a folder or a file is reported. */
public final class YamlFiles {

    public static final String ENDING = ".yaml";

    private static final int MOST_FILES = 10_000;

    private final CatalogFolder catalog;
    private final ValidationErrors problems;

    /** @param catalog if it is the project's own, a folder that is missing there is a problem */
    public YamlFiles(CatalogFolder catalog, ValidationErrors problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** The file's content. */
    public Optional<Mapping> read(Path file) {
        return new YamlReader(problems).read(file, shown(file));
    }

    /** Every file of a folder; {@code reader} is handed the content and the name. */
    public <T> EntryFolder<T> entryFolder(String folder, BiFunction<Mapping, String, Optional<T>> reader) {
        Map<String, T> items = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        Map<String, EntryFile> all = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            String name = name(file);
            all.put(name, new EntryFile(catalog, file));
            Optional<Mapping> mapping = read(file);
            mapping.map(m -> m.members().get("id")).ifPresent(id -> {
                String other = ids.putIfAbsent(id.shown(), shown(file));
                if (other != null) {
                    problems.add(id.where(), "id " + id.shown() + " is that of " + other + " too");
                }
            });
            mapping.flatMap(m -> reader.apply(m, name)).ifPresent(item -> items.put(name, item));
        }
        return new EntryFolder<>(items, all);
    }

    /** The files of one kind; nothing where there is no such folder. */
    public <T> EntryFolder<T> kind(String top, String kind, BiFunction<Mapping, String, Optional<T>> reader) {
        String folder = top + "/" + kind;
        return exists(folder) ? entryFolder(folder, reader) : EntryFolder.empty();
    }

    /** Reports a file that lies beside the folders of the kinds, and a folder that is none of them. */
    public void requireKinds(String top, Set<String> kinds) {
        String expected = kinds.stream().map(kind -> top + "/" + kind).collect(Collectors.joining(", "));
        files(top)
                .forEach(file -> problems.add(
                        new SourceLocation(shown(file), 0), "must lie in the folder of its kind, one of " + expected));
        if (exists(top)) {
            list(top, Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !kinds.contains(name) && !name.startsWith("."))
                    .forEach(name -> problems.add(
                            new SourceLocation(catalog.shown(top + "/" + name), 0),
                            NearestWord.unknown("kind of " + top, name, kinds)));
        }
    }

    /** Reports a folder that is called almost as one which is read, where that is not there: it would be passed over in silence. */
    public void reportMisspelt(String top, Set<String> read) {
        if (exists(top)) {
            list(top, Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !read.contains(name))
                    .forEach(name -> NearestWord.to(name, read)
                            .filter(near -> !exists(Path.of(top, near).toString()))
                            .ifPresent(near -> problems.add(
                                    new SourceLocation(
                                            catalog.shown(Path.of(top, name).toString()), 0),
                                    "a folder of this name is not read; did you mean \"%s\"?".formatted(near))));
        }
    }

    /** A folder's files, unread. */
    public EntryFolder<Path> unread(String folder) {
        Map<String, EntryFile> all = new LinkedHashMap<>();
        files(folder).forEach(file -> all.put(name(file), new EntryFile(catalog, file)));
        return new EntryFolder<>(Map.of(), all);
    }

    public static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private List<Path> files(String folder) {
        if (!exists(folder)) {
            if (catalog.isOwn()) {
                problems.add(new SourceLocation(folder, 0), "folder is missing in " + catalog.path());
            }
            return List.of();
        }
        List<Path> files = list(folder, this::isFile).limit(MOST_FILES + 1).toList();
        if (files.size() > MOST_FILES) {
            problems.add(
                    new SourceLocation(catalog.shown(folder), 0),
                    String.format(Locale.ROOT, "holds more than %d files", MOST_FILES));
            return List.of();
        }
        files.stream()
                .filter(file -> file.toString().endsWith(".yml"))
                .forEach(file -> problems.add(new SourceLocation(shown(file), 0), "must end in .yaml to be read"));
        return files.stream().filter(file -> file.toString().endsWith(ENDING)).toList();
    }

    private Stream<Path> list(String folder, java.util.function.Predicate<Path> wanted) {
        try (Stream<Path> all = Files.list(catalog.path().resolve(folder))) {
            return all.filter(wanted).limit(MOST_FILES + 1).sorted().toList().stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is one; something else that is called as one is reported. */
    private boolean isFile(Path file) {
        boolean regular = Files.isRegularFile(file);
        if (!regular && file.toString().endsWith(ENDING)) {
            problems.add(new SourceLocation(shown(file), 0), "is no regular file, nor a link to one");
        }
        return regular;
    }

    private String shown(Path file) {
        return catalog.shown(file);
    }

    private boolean exists(String folder) {
        return Files.isDirectory(catalog.path().resolve(folder));
    }
}
