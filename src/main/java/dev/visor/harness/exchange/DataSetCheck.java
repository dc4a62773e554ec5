package dev.visor.harness.exchange;

import dev.visor.core.Digest;
import dev.visor.core.SubjectId;
import dev.visor.core.text.Printable;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.PhotoFiles;
import dev.visor.dataset.PhotoSource;
import dev.visor.dataset.Reading;
import dev.visor.dataset.Shown;
import dev.visor.harness.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at a data set before anything is computed on it: every photo is read, and what would spoil numbers is said. */
public final class DataSetCheck {

    private static final int MOST_NAMED = 5;

    /** Below this share, or above what is left, of pairs of one person, accuracy means something else. */
    private static final double EVEN = .4;

    private final DataSet data;
    private final List<FacePhoto> photos;
    private final Map<PhotoSource, Digest> contents = new ConcurrentHashMap<>();
    private final Map<PhotoSource, String> unreadable = new ConcurrentHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private DataSetCheck(DataSet data) {
        this.data = data;
        Map<String, FacePhoto> all = new LinkedHashMap<>();
        Stream.concat(
                        data.photos().stream(),
                        data.pairs().stream()
                                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                                .flatMap(shown -> shown.photos().stream()))
                .forEach(photo -> all.putIfAbsent(photo.id().value(), photo));
        this.photos = List.copyOf(all.values());
    }

    /** Returns a line for each thing that was looked at. */
    public static List<Finding> of(DataSet data, Progress progress) {
        DataSetCheck check = new DataSetCheck(data);
        check.read(progress);
        check.people();
        check.unreadable();
        check.copies();
        check.pairs();
        return List.copyOf(check.findings);
    }

    private void read(Progress progress) {
        AtomicInteger done = new AtomicInteger();
        Map<PhotoSource, FacePhoto> sources = new LinkedHashMap<>();
        photos.forEach(photo -> sources.putIfAbsent(photo.source(), photo));
        sources.keySet().parallelStream().forEach(source -> {
            Reading reading = ImageFiles.read(source, bytes -> contents.put(source, Digest.of(bytes)));
            if (reading instanceof Reading.Unreadable fault) {
                unreadable.put(source, fault.reason());
            }
            progress.advance("reading photos", done.incrementAndGet(), sources.size());
        });
    }

    private void people() {
        Map<SubjectId, List<FacePhoto>> people = photos.stream().collect(Collectors.groupingBy(FacePhoto::subject));
        List<Integer> counts = people.values().stream().map(List::size).sorted().toList();
        if (counts.isEmpty()) {
            findings.add(Finding.fault("it holds no photo"));
            return;
        }
        findings.add(Finding.ok(String.format(
                Locale.ROOT,
                "%d photos of %d people, %d to %d a person, %d in the median",
                photos.size(),
                counts.size(),
                counts.get(0),
                counts.get(counts.size() - 1),
                counts.get(counts.size() / 2))));
        long single = counts.stream().filter(count -> count == 1).count();
        if (single > 0) {
            findings.add(Finding.note(String.format(
                    Locale.ROOT,
                    "people: %d of %d have one photo: they can be strangers, and nobody can look for them",
                    single,
                    counts.size())));
        }
        if (!data.leftOut().isEmpty()) {
            findings.add(
                    Finding.note("beside the photos lie " + PhotoFiles.told(data.leftOut()) + ", which are left out"));
        }
    }

    private void unreadable() {
        List<String> faults = photos.stream()
                .filter(photo -> unreadable.containsKey(photo.source()))
                .map(photo -> photo.id() + " (" + unreadable.get(photo.source()) + ")")
                .toList();
        said("unreadable photos", faults, "all photos can be read", Finding.Kind.FAULT);
    }

    /** Photos of equal bytes under two names: of one person a search finds them for sure, of two they are nobody's. */
    private void copies() {
        Map<Digest, Map<PhotoSource, FacePhoto>> groups = new LinkedHashMap<>();
        for (FacePhoto photo : photos) {
            content(photo)
                    .ifPresent(content -> groups.computeIfAbsent(content, key -> new LinkedHashMap<>())
                            .putIfAbsent(photo.source(), photo));
        }
        List<String> own = new ArrayList<>();
        List<String> mixed = new ArrayList<>();
        for (Map<PhotoSource, FacePhoto> group : groups.values()) {
            if (group.size() > 1) {
                boolean same = group.values().stream()
                                .map(FacePhoto::subject)
                                .distinct()
                                .count()
                        == 1;
                (same ? own : mixed).add(names(group.values()));
            }
        }
        said("one photo under several people", mixed, "no photo stands under two people", Finding.Kind.FAULT);
        said("copies of a person's photo", own, "nobody's photo is there twice", Finding.Kind.NOTE);
    }

    private void pairs() {
        if (data.pairs().isEmpty()) {
            findings.add(Finding.note("it has no pairs of its own, so nothing can be asked with pairs: true"));
            return;
        }
        long genuine = data.pairs().stream().filter(LabelledPair::genuine).count();
        Map<Integer, Set<Boolean>> folds = new TreeMap<>();
        data.pairs()
                .forEach(pair -> folds.computeIfAbsent(pair.fold(), fold -> new HashSet<>())
                        .add(pair.genuine()));
        String told = String.format(
                Locale.ROOT,
                "pairs: %d of one person and %d of two, in %d folds",
                genuine,
                data.pairs().size() - genuine,
                folds.size());
        double share = (double) genuine / data.pairs().size();
        findings.add(
                share < EVEN || share > 1 - EVEN
                        ? Finding.note(told + ": not balanced, so accuracy is not that of a balanced list")
                        : Finding.ok(told));
        List<String> onesided = folds.entrySet().stream()
                .filter(fold -> fold.getValue().size() < 2)
                .map(fold -> "fold " + fold.getKey())
                .toList();
        said("folds with pairs of one kind only", onesided, "every fold has pairs of both kinds", Finding.Kind.FAULT);
        List<String> twice = new ArrayList<>();
        List<String> again = new ArrayList<>();
        Map<Set<String>, Integer> seen = new HashMap<>();
        int number = 0;
        for (LabelledPair pair : data.pairs()) {
            number++;
            String words = String.format(
                    Locale.ROOT,
                    "pair %d (%s, %s)",
                    number,
                    pair.first().id(),
                    pair.second().id());
            if (isOnePhoto(pair)) {
                twice.add(words);
            }
            Integer before = seen.putIfAbsent(
                    Set.copyOf(List.of(
                            pair.first().id().value(), pair.second().id().value())),
                    number);
            if (before != null) {
                again.add(words + " is pair " + before);
            }
        }
        said("pairs that show one photo twice", twice, "no pair shows one photo twice", Finding.Kind.FAULT);
        said("pairs that are asked again", again, "no pair is asked twice", Finding.Kind.NOTE);
    }

    private boolean isOnePhoto(LabelledPair pair) {
        Optional<Digest> first = only(pair.first()).flatMap(this::content);
        Optional<Digest> second = only(pair.second()).flatMap(this::content);
        return pair.first().id().equals(pair.second().id()) || first.isPresent() && first.equals(second);
    }

    private static Optional<FacePhoto> only(Shown shown) {
        return shown.photos().size() == 1 ? Optional.of(shown.photos().get(0)) : Optional.empty();
    }

    private Optional<Digest> content(FacePhoto photo) {
        return Optional.ofNullable(contents.get(photo.source()));
    }

    private static String names(Collection<FacePhoto> group) {
        return group.stream().map(photo -> photo.id().value()).collect(Collectors.joining(" = "));
    }

    private void said(String what, List<String> cases, String otherwise, Finding.Kind kind) {
        if (cases.isEmpty()) {
            findings.add(Finding.ok(otherwise));
            return;
        }
        String named = cases.stream().limit(MOST_NAMED).map(Printable::brief).collect(Collectors.joining("; "));
        findings.add(new Finding(
                kind,
                String.format(
                        Locale.ROOT,
                        "%s: %d: %s%s",
                        what,
                        cases.size(),
                        named,
                        cases.size() > MOST_NAMED ? "; and others" : "")));
    }
}
