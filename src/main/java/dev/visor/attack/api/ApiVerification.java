package dev.visor.attack.api;

import dev.visor.attack.Mates;
import dev.visor.attack.RecognitionTask;
import dev.visor.attack.RemoteAttack;
import dev.visor.attack.UploadedPhoto;
import dev.visor.attack.UploadedPhotos;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.service.Capability;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * "Is this her?", asked of a service: the comparisons of the zoo's verification, in the same order.
 *
 * <p>Which target is nearest to a probe is looked up where the service can search, as comparing with every photo of every target
 * would cost most of the money; the score is then asked for as all others are.
 *
 * @param protectedMates of how many probes another photo is protected, too
 */
public record ApiVerification(int protectedMates) implements RemoteAttack {

    @Override
    public boolean canAsk(ServiceKind kind) {
        return kind.capabilities().contains(Capability.COMPARE);
    }

    @Override
    public long calls(Protocol protocol, ServiceKind kind, boolean originals) {
        long comparisons = 0;
        Mates mates = Mates.of(protocol);
        int index = 0;
        for (FacePhoto probe : protocol.probes()) {
            int others = mates.first(probe).equals(mates.last(probe)) ? 1 : 2;
            comparisons += 1 + (mates.first(probe).isPresent() ? others : 0);
            comparisons +=
                    searches(kind, protocol) ? 2 : protocol.targetGallery().size();
            comparisons += index++ < protectedMates && mates.first(probe).isPresent() ? 1 : 0;
        }
        if (!kind.detectsFirst()) {
            long enrolled = protocol.targetGallery().size() * (kind.enrolsHandles() ? 2L : 1);
            return comparisons + (originals && searches(kind, protocol) ? 2 + enrolled : 0);
        }
        long detected = protocol.probes().size()
                + Math.min(protectedMates, protocol.probes().size());
        long known = originals
                ? protocol.probes().size()
                        + protocol.mates().size()
                        + protocol.targetGallery().size()
                : 0;
        return comparisons + detected + known;
    }

    private static boolean searches(ServiceKind kind, Protocol protocol) {
        return kind.capabilities().contains(Capability.SEARCH)
                && kind.separatesCollections()
                && protocol.targetGallery().size() > 1;
    }

    @Override
    public void run(RecognitionTask task, UploadedPhotos pictures, RecognitionService service, Consumer<Trial> trials) {
        Mates mates = Mates.of(task.protocol());
        Optional<RemoteGallery> targets = searches(service.card().kind(), task.protocol())
                ? Optional.of(RemoteGallery.enrol(
                        task.protocol().targetGallery().stream()
                                .sorted(Comparator.comparing(FacePhoto::id))
                                .toList(),
                        pictures,
                        RemoteGallery.sent(task.protocol().probes(), pictures),
                        service))
                : Optional.empty();
        List<Supplier<List<Trial>>> probes = new ArrayList<>();
        int index = 0;
        for (FacePhoto probe : task.protocol().probes()) {
            boolean protectsMate = index++ < protectedMates;
            probes.add(() -> of(probe, mates, protectsMate, task, new Asking(task, pictures, service, targets, probe)));
        }
        Workers.inOrder(service.card().limits().inFlight(), probes).forEach(made -> made.forEach(trials));
    }

    private static List<Trial> of(
            FacePhoto probe, Mates mates, boolean protectsMate, RecognitionTask task, Asking asking) {
        UploadedPhotos pictures = asking.pictures();
        UploadedPhoto protectedOne = pictures.protectedPhoto(probe.id());
        List<Trial> made = new ArrayList<>();
        made.add(asking.of(Pairing.PROTECTED_CLEAN, Label.SAME, probe, protectedOne, pictures.original(probe.id())));
        mates.first(probe)
                .ifPresent(mate -> made.add(asking.of(
                        Pairing.PROTECTED_CLEAN, Label.OTHER, mate, protectedOne, pictures.original(mate.id()))));
        if (!task.protocol().targetGallery().isEmpty()) {
            made.add(asking.nearest(task.protocol().targetGallery(), protectedOne));
        }
        mates.last(probe)
                .ifPresent(mate -> made.add(asking.of(
                        Pairing.CLEAN_PROTECTED, Label.OTHER, mate, pictures.original(mate.id()), protectedOne)));
        if (protectsMate) {
            mates.first(probe)
                    .ifPresent(mate -> made.add(asking.of(
                            Pairing.PROTECTED_PROTECTED,
                            Label.OTHER,
                            mate,
                            protectedOne,
                            pictures.protectedPhoto(mate.id()))));
        }
        return made;
    }

    /** All that the questions about a probe share. */
    private record Asking(
            RecognitionTask task,
            UploadedPhotos pictures,
            RecognitionService service,
            Optional<RemoteGallery> targets,
            FacePhoto probe) {

        Trial of(Pairing pairing, Label label, FacePhoto mate, UploadedPhoto one, UploadedPhoto other) {
            return trial(pairing, label, mate, Outcomes.compare(service, one, other));
        }

        /** The target that the service takes the probe for most easily; the first photo if it tells no score. */
        Trial nearest(List<FacePhoto> photos, UploadedPhoto protectedOne) {
            if (targets.isPresent()) {
                FacePhoto found = protectedOne instanceof UploadedPhoto.Photo sent
                        ? targets.get().nearest(sent.picture(), service).orElse(photos.get(0))
                        : photos.get(0);
                return of(Pairing.PROTECTED_CLEAN, Label.TARGET, found, protectedOne, pictures.original(found.id()));
            }
            FacePhoto nearest = photos.get(0);
            Outcome best = Outcomes.compare(service, protectedOne, pictures.original(nearest.id()));
            for (FacePhoto target : photos.subList(1, photos.size())) {
                Outcome outcome = Outcomes.compare(service, protectedOne, pictures.original(target.id()));
                if (outcome instanceof Outcome.Compared compared
                        && !(best instanceof Outcome.Compared most && most.similarity() >= compared.similarity())) {
                    best = outcome;
                    nearest = target;
                }
            }
            return trial(Pairing.PROTECTED_CLEAN, Label.TARGET, nearest, best);
        }

        private Trial trial(Pairing pairing, Label label, FacePhoto mate, Outcome outcome) {
            return new Trial.Verification(
                    task.cell(),
                    pairing,
                    probe.subject(),
                    probe.id(),
                    mate.subject(),
                    mate.id(),
                    label,
                    OptionalInt.empty(),
                    outcome);
        }
    }
}
