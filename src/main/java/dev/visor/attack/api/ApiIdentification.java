package dev.visor.attack.api;

import dev.visor.attack.RecognitionTask;
import dev.visor.attack.RemoteAttack;
import dev.visor.attack.UploadedPhoto;
import dev.visor.attack.UploadedPhotos;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.service.Capability;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * "Who is this?", asked of a service: every probe is looked up among the photos that were enrolled there.
 *
 * <p>A service returns so many matches and no more. What is not among n matches is written with rank n + 1: it is that far down,
 * or farther.
 */
public record ApiIdentification() implements RemoteAttack {

    @Override
    public boolean canAsk(ServiceKind kind) {
        return kind.capabilities().contains(Capability.SEARCH);
    }

    @Override
    public long calls(Protocol protocol, ServiceKind kind, boolean originals) {
        long enrolled = gallery(protocol).size();
        return protocol.probes().size() + (originals ? 2 + enrolled * (kind.enrolsHandles() ? 2 : 1) : 0);
    }

    /** Returns the enrolled photos, in the order of their ids. */
    static List<FacePhoto> gallery(Protocol protocol) {
        return Stream.of(protocol.mates(), protocol.targetGallery(), protocol.distractors())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(FacePhoto::id))
                .toList();
    }

    @Override
    public void run(RecognitionTask task, UploadedPhotos pictures, RecognitionService service, Consumer<Trial> trials) {
        RemoteGallery gallery = RemoteGallery.enrol(
                gallery(task.protocol()),
                pictures,
                RemoteGallery.sent(task.protocol().probes(), pictures),
                service);
        Set<SubjectId> targets =
                task.protocol().targetGallery().stream().map(FacePhoto::subject).collect(Collectors.toSet());
        List<Supplier<Trial>> searches = task.protocol().probes().stream()
                .<Supplier<Trial>>map(probe -> () -> search(task, probe, pictures, gallery, targets, service))
                .toList();
        Workers.inOrder(service.card().limits().inFlight(), searches).forEach(trials);
    }

    private static Trial search(
            RecognitionTask task,
            FacePhoto probe,
            UploadedPhotos pictures,
            RemoteGallery gallery,
            Set<SubjectId> targets,
            RecognitionService service) {
        Function<Outcome, Trial> without = outcome -> trial(task, probe, outcome, Optional.empty());
        if (pictures.protectedPhoto(probe.id()) instanceof UploadedPhoto.Missed missed) {
            return without.apply(new Outcome.NotAcquired(missed.reason()));
        }
        if (gallery.failed().isPresent()) {
            return without.apply(
                    new Outcome.NotAcquired(Outcomes.reason(gallery.failed().get())));
        }
        ServiceResponse answer =
                service.search(gallery.name(), ((UploadedPhoto.Photo) pictures.protectedPhoto(probe.id())).picture());
        if (answer.status() != Status.OK) {
            return without.apply(new Outcome.NotAcquired(Outcomes.reason(answer.status())));
        }
        List<FacePhoto> found = gallery.photos(answer);
        if (!gallery.holds(probe.subject())) {
            // As in the zoo: who is not enrolled cannot be found.
            return without.apply(new Outcome.NotAcquired(Reason.NO_FACE));
        }
        if (found.isEmpty()) {
            return without.apply(new Outcome.NotAcquired(Reason.FAILED));
        }
        Optional<FacePhoto> target = found.stream()
                .filter(photo -> targets.contains(photo.subject()))
                .findFirst();
        boolean enrolled = targets.stream().anyMatch(gallery::holds);
        return trial(
                task,
                probe,
                new Outcome.Compared(service.card()
                        .kind()
                        .scale()
                        .similarity(answer.matches().get(0).raw())),
                Optional.of(new Found(
                        rank(found, photo -> photo.subject().equals(probe.subject())),
                        enrolled
                                ? OptionalInt.of(rank(found, photo -> targets.contains(photo.subject())))
                                : OptionalInt.empty(),
                        target.map(FacePhoto::subject),
                        found.get(0).subject())));
    }

    private interface Claim {
        boolean of(FacePhoto photo);
    }

    /** Returns the rank of the person meant, from 1; one more than all that were returned if none of them is meant. */
    private static int rank(List<FacePhoto> found, Claim claim) {
        int rank = 1;
        for (FacePhoto photo : found) {
            if (claim.of(photo)) {
                return rank;
            }
            rank++;
        }
        return rank;
    }

    private static Trial trial(RecognitionTask task, FacePhoto probe, Outcome outcome, Optional<Found> found) {
        return new Trial.Identification(
                task.cell(), Pairing.PROTECTED_CLEAN, probe.subject(), probe.id(), outcome, found);
    }
}
