package dev.visor.audit.compare;

import dev.visor.audit.compare.Measured.Settled;
import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.expectation.Gate;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.MetricOrigin;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.stats.Difference;
import dev.visor.stats.MedianRatio;
import dev.visor.stats.PairedRates;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts what the two runs measured on the same probes side by side. */
final class Pairs {

    private final Side base;
    private final Side now;
    private final Gate gate;
    private final Set<PhotoId> common = new HashSet<>();
    private final Set<PhotoId> onlyBase = new HashSet<>();
    private final Set<PhotoId> onlyNow = new HashSet<>();

    Pairs(Side base, Side now, Gate gate) {
        this.base = base;
        this.now = now;
        this.gate = gate;
    }

    /** Probes of gated rates and qualities that both runs have, that only the base run has, that only the new run has. */
    int common() {
        return common.size();
    }

    int onlyBase() {
        return without(onlyBase);
    }

    int onlyNow() {
        return without(onlyNow);
    }

    private int without(Set<PhotoId> probes) {
        return (int) probes.stream().filter(probe -> !common.contains(probe)).count();
    }

    /** A share of trials. */
    Measured rate(MetricValue number, MetricValue counterpart, double margin) {
        SortedMap<String, Answer> first = Answers.of(base, number);
        SortedMap<String, Answer> second = Answers.of(now, counterpart);
        note(probes(first.values(), Answer::probe), probes(second.values(), Answer::probe));
        Map<SubjectId, long[]> bySubject = new TreeMap<>();
        Set<PhotoId> probes = new HashSet<>();
        boolean same = true;
        long successes = 0;
        long successesNow = 0;
        long trials = 0;
        for (Map.Entry<String, Answer> entry : first.entrySet()) {
            Answer before = entry.getValue();
            Answer after = second.get(entry.getKey());
            if (after == null) {
                continue;
            }
            long[] counts = bySubject.computeIfAbsent(before.subject(), s -> new long[3]);
            counts[0] += before.success() && !after.success() ? 1 : 0;
            counts[1] += after.success() && !before.success() ? 1 : 0;
            counts[2]++;
            successes += before.success() ? 1 : 0;
            successesNow += after.success() ? 1 : 0;
            trials++;
            probes.add(before.probe());
            same &= before.sameAs(after, gate.sameWithin());
        }
        if (trials == 0) {
            return Measured.nothingInCommon(number, counterpart, margin);
        }
        boolean lower = number.better() == Better.LOWER;
        PairedRates difference = PairedRates.ofSubjects(
                column(bySubject, lower ? 1 : 0), column(bySubject, lower ? 0 : 1), column(bySubject, 2));
        return Measured.tested(
                number,
                counterpart,
                margin,
                difference,
                same ? Optional.of("the same trials") : Optional.empty(),
                probes.size(),
                trials,
                successes / (double) trials,
                successesNow / (double) trials);
    }

    /** The kind of number that a gate may speak of, by what it is made of. */
    enum Kind {
        OF_TRIALS,
        OF_CONTROL,
        OF_PHOTOS
    }

    Kind kind(MetricValue number) {
        if (base.net(number).isPresent()) {
            return Kind.OF_CONTROL;
        }
        boolean ofTrials = base.registry()
                .named(number.metric())
                .filter(row -> row.origin() instanceof MetricOrigin.OfTrials)
                .isPresent();
        return ofTrials ? Kind.OF_TRIALS : Kind.OF_PHOTOS;
    }

    /** Measures what a defense adds to the control's share of trials: a difference of differences. */
    Measured net(MetricValue number, MetricValue counterpart, double margin) {
        SortedMap<String, NetAnswer> first = Answers.net(base, number);
        SortedMap<String, NetAnswer> second = Answers.net(now, counterpart);
        note(probes(first.values(), NetAnswer::probe), probes(second.values(), NetAnswer::probe));
        SubjectSums sums = new SubjectSums();
        Set<PhotoId> probes = new HashSet<>();
        boolean same = true;
        long trials = 0;
        for (Map.Entry<String, NetAnswer> entry : first.entrySet()) {
            NetAnswer before = entry.getValue();
            NetAnswer after = second.get(entry.getKey());
            if (after == null) {
                continue;
            }
            sums.add(before.subject(), before.value(), after.value());
            trials++;
            probes.add(before.probe());
            same &= before.sameAs(after, gate.sameWithin());
        }
        if (trials == 0) {
            return Measured.nothingInCommon(number, counterpart, margin);
        }
        Difference difference = sums.difference(number.better(), seed(number));
        return Measured.tested(
                number,
                counterpart,
                margin,
                difference,
                same ? Optional.of("the same trials") : Optional.empty(),
                probes.size(),
                trials,
                sums.before() / trials,
                sums.after() / trials);
    }

    private static <T> Set<PhotoId> probes(Collection<T> answers, Function<T, PhotoId> probe) {
        return answers.stream().map(probe).collect(Collectors.toSet());
    }

    /** Measures the change of what protecting did to each photo. */
    Measured quality(MetricValue number, MetricValue counterpart, double margin) {
        Map<PhotoId, ProtectedPhoto> first = photos(base, number.cell());
        Map<PhotoId, ProtectedPhoto> second = photos(now, counterpart.cell());
        note(first.keySet(), second.keySet());
        SubjectSums sums = new SubjectSums();
        boolean same = true;
        int probes = 0;
        double sum = 0;
        double sumNow = 0;
        for (Map.Entry<PhotoId, ProtectedPhoto> entry : first.entrySet()) {
            OptionalDouble before = value(entry.getValue(), number.metric());
            OptionalDouble after = second.containsKey(entry.getKey())
                    ? value(second.get(entry.getKey()), number.metric())
                    : OptionalDouble.empty();
            if (before.isEmpty() || after.isEmpty()) {
                continue;
            }
            sums.add(entry.getValue().subject(), before.getAsDouble(), after.getAsDouble());
            sum += before.getAsDouble();
            sumNow += after.getAsDouble();
            probes++;
            same &= Math.abs(before.getAsDouble() - after.getAsDouble()) <= gate.sameWithin();
        }
        if (probes == 0) {
            return Measured.nothingInCommon(number, counterpart, margin);
        }
        Difference difference = sums.difference(number.better(), seed(number));
        return Measured.tested(
                number,
                counterpart,
                margin,
                difference,
                same ? Optional.of("the same photos") : Optional.empty(),
                probes,
                probes,
                sum / probes,
                sumNow / probes);
    }

    /** Measures the change of speed; judged by batches, and on one machine only. */
    Measured speed(MetricValue number, MetricValue counterpart) {
        boolean gated = gate.throughput().gated();
        double margin = gate.throughput().margin();
        double[] first = Speeds.of(base, number, number.cell());
        double[] second = Speeds.of(now, number, counterpart.cell());
        if (first.length == 0 || second.length == 0) {
            return Measured.missing(number, Optional.of(counterpart.cell()), margin, gated);
        }
        int batches = Math.min(first.length, second.length);
        boolean sameMachine =
                Speeds.sameMachine(base.info().environment(), now.info().environment());
        return new Measured(
                number,
                Optional.of(counterpart.cell()),
                gated,
                margin,
                StrictMath.log(1 - margin),
                Optional.of(MedianRatio.of(first, second, seed(number))),
                Arrays.equals(first, second)
                        ? Optional.of(new Settled(Verdict.PASS, "the same batches"))
                        : sameMachine
                                ? Optional.empty()
                                : Optional.of(new Settled(Verdict.INCONCLUSIVE, "measured on another machine")),
                0,
                batches,
                batches,
                MedianRatio.median(first),
                OptionalDouble.of(MedianRatio.median(second)));
    }

    private void note(Set<PhotoId> first, Set<PhotoId> second) {
        for (PhotoId probe : first) {
            (second.contains(probe) ? common : onlyBase).add(probe);
        }
        second.stream().filter(probe -> !first.contains(probe)).forEach(onlyNow::add);
    }

    private static Map<PhotoId, ProtectedPhoto> photos(Side side, Cell cell) {
        Map<PhotoId, ProtectedPhoto> photos = new TreeMap<>();
        side.photos().stream()
                .filter(photo -> photo.defense().equals(cell.defense())
                        && photo.surrogates().equals(cell.surrogates())
                        && photo.dataset().equals(cell.dataset())
                        && photo.seed() == cell.seed())
                .forEach(photo -> photos.put(photo.probe(), photo));
        return photos;
    }

    private static OptionalDouble value(ProtectedPhoto photo, String metric) {
        Optional<Quality> quality = photo.quality();
        return metric.equals("ssim")
                ? quality.map(q -> OptionalDouble.of(q.ssim())).orElse(OptionalDouble.empty())
                : quality.map(Quality::psnr).orElse(OptionalDouble.empty());
    }

    private static Seed seed(MetricValue number) {
        return new Seed(number.cell().seed()).derive("compare|" + number.cell().id() + "|" + number.metric());
    }

    private static long[] column(Map<SubjectId, long[]> bySubject, int column) {
        return bySubject.values().stream().mapToLong(c -> c[column]).toArray();
    }
}
