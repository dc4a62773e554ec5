package dev.visor.dataset;

import dev.visor.core.Digest;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet.LabelledPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The photos that a suite uses, by role. Identities of probes, targets, distractors,
 * impostors and training are disjoint.
 *
 * @param probes one photo a protected subject, or several of each one after the other
 * @param mates all other photos of those subjects that play no part beside it
 * @param learning photos of those subjects from which a defense learns a perturbation for each; empty unless the suite keeps some
 * @param targets one photo a target, for the defense alone
 * @param targetGallery all other photos of the targets
 * @param distractors one photo of each further identity
 * @param impostors one photo each of further identities, outside every other role: all their pairs calibrate thresholds
 * @param training one photo each of further identities, on which a tracker trains
 * @param pairs the data set's own verification pairs, empty if the suite does not use them
 */
public record Protocol(
        List<FacePhoto> probes,
        List<FacePhoto> mates,
        List<FacePhoto> learning,
        List<FacePhoto> targets,
        List<FacePhoto> targetGallery,
        List<FacePhoto> distractors,
        List<FacePhoto> impostors,
        List<FacePhoto> training,
        List<LabelledPair> pairs) {

    public Protocol {
        probes = List.copyOf(probes);
        mates = List.copyOf(mates);
        learning = List.copyOf(learning);
        targets = List.copyOf(targets);
        targetGallery = List.copyOf(targetGallery);
        distractors = List.copyOf(distractors);
        impostors = List.copyOf(impostors);
        training = List.copyOf(training);
        pairs = List.copyOf(pairs);
    }

    /**
     * Returns the same protocol with the first probes only; the gallery stays as it is, so that results remain
     * comparable.
     */
    public Protocol withProbes(int count) {
        return new Protocol(
                probes.subList(0, Math.min(count, probes.size())),
                mates,
                learning,
                targets,
                targetGallery,
                distractors,
                impostors,
                training,
                pairs);
    }

    /** Returns the first other photo of each probe's subject, where there is one. */
    public List<FacePhoto> firstMates() {
        Map<SubjectId, FacePhoto> first = new LinkedHashMap<>();
        mates.forEach(mate -> first.putIfAbsent(mate.subject(), mate));
        return probes.stream()
                .map(probe -> first.get(probe.subject()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Every photo in some role, once. */
    public List<FacePhoto> photos() {
        return Stream.of(
                        probes.stream(),
                        mates.stream(),
                        learning.stream(),
                        targets.stream(),
                        targetGallery.stream(),
                        distractors.stream(),
                        impostors.stream(),
                        training.stream(),
                        pairs.stream()
                                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                                .flatMap(shown -> shown.photos().stream()))
                .flatMap(photos -> photos)
                .distinct()
                .toList();
    }

    /** Stands for who plays which role. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("protocol")
                .add("probes", ids(probes))
                .add("mates", ids(mates))
                .add("targets", ids(targets))
                .add("targetGallery", ids(targetGallery))
                .add("distractors", ids(distractors))
                .add("impostors", ids(impostors))
                .add("training", ids(training))
                .add(
                        "pairs",
                        pairs.stream()
                                .map(p -> p.fold() + " " + text(p.first()) + " " + text(p.second()))
                                .collect(Collectors.joining("\n")));
        if (!learning.isEmpty()) {
            digest.add("learning", ids(learning));
        }
        return digest.build();
    }

    /** A template is what it is made of. */
    private static String text(Shown shown) {
        return shown.id()
                + (shown instanceof Template template
                        ? template.members().stream()
                                .map(member -> String.format(
                                        Locale.ROOT,
                                        " %s/%d/%s",
                                        member.photo().id(),
                                        member.medium(),
                                        Double.toString(member.weight())))
                                .collect(Collectors.joining())
                        : "");
    }

    private static String ids(List<FacePhoto> photos) {
        return photos.stream().map(p -> p.id().value()).collect(Collectors.joining("\n"));
    }
}
