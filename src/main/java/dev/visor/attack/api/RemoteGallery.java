package dev.visor.attack.api;

import dev.visor.attack.UploadedPhoto;
import dev.visor.attack.UploadedPhotos;
import dev.visor.core.Digest;
import dev.visor.core.SubjectId;
import dev.visor.dataset.FacePhoto;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Photos that are enrolled at a service, under a name that stands for all of them.
 *
 * <p>Nobody's name is sent: a photo is enrolled as its number in the order of the photos' ids, which is also how the zoo orders
 * equal similarities.
 *
 * @param byEntry under which name each is enrolled, those that are
 * @param failed why the collection cannot be searched; empty if it can
 */
record RemoteGallery(String name, Map<String, FacePhoto> byEntry, Optional<Status> failed) {

    /**
     * Enrols them, unless every search that will be made is known already: then what was enrolled for those is recalled.
     *
     * @param probes that will be looked up
     */
    static RemoteGallery enrol(
            List<FacePhoto> photos, UploadedPhotos pictures, Stream<Picture> probes, RecognitionService service) {
        String name = name(photos, pictures);
        int limit = service.card().limits().results();
        boolean known = probes.allMatch(probe ->
                service.recall(ServiceRequest.search(name, probe, limit)).isPresent());
        return known ? of(photos, pictures, service, name, recalling(service)) : enrol(photos, pictures, service, name);
    }

    private static RemoteGallery enrol(
            List<FacePhoto> photos, UploadedPhotos pictures, RecognitionService service, String name) {
        ServiceResponse opened = service.ask(ServiceRequest.open(name));
        if (opened.status() != Status.OK) {
            return new RemoteGallery(name, Map.of(), Optional.of(opened.status()));
        }
        return of(photos, pictures, service, name, service);
    }

    /** Answers what was answered before; asks about the rest. */
    private static RecognitionService recalling(RecognitionService service) {
        return new RecognitionService() {
            @Override
            public ServiceCard card() {
                return service.card();
            }

            @Override
            public ServiceResponse ask(ServiceRequest question) {
                return service.recall(question).orElseGet(() -> service.ask(question));
            }

            @Override
            public void close() {
                // It is somebody else's.
            }
        };
    }

    private static RemoteGallery of(
            List<FacePhoto> photos,
            UploadedPhotos pictures,
            RecognitionService service,
            String name,
            RecognitionService asked) {
        List<Supplier<ServiceResponse>> enrolling = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            FacePhoto photo = photos.get(i);
            String entry = entry(i);
            // Made when it is sent: all at once they would fill the memory.
            enrolling.add(() -> pictures.original(photo.id()) instanceof UploadedPhoto.Photo sent
                    ? asked.enrol(name, entry, sent.picture())
                    : ServiceResponse.of(Status.NO_FACE, ""));
        }
        List<ServiceResponse> enrolled = Workers.inOrder(service.card().limits().inFlight(), enrolling);
        Map<String, FacePhoto> byEntry = new LinkedHashMap<>();
        Optional<Status> failed = Optional.empty();
        for (int i = 0; i < photos.size(); i++) {
            ServiceResponse answer = enrolled.get(i);
            if (answer.status() == Status.OK) {
                byEntry.put(entry(i), photos.get(i));
            } else if (!answer.status().settled() && failed.isEmpty()) {
                // Ranks in a gallery with gaps would be other ranks: better none.
                failed = Optional.of(answer.status());
            }
        }
        return new RemoteGallery(name, byEntry, failed);
    }

    private static String entry(int index) {
        return String.format(Locale.ROOT, "p%06d", index);
    }

    /** Names a gallery by its content, so that equal galleries have equal answers. */
    private static String name(List<FacePhoto> photos, UploadedPhotos pictures) {
        Digest.Builder digest = Digest.builder("gallery");
        for (FacePhoto photo : photos) {
            digest.add(
                    photo.id().value(),
                    pictures.original(photo.id()) instanceof UploadedPhoto.Photo sent
                            ? sent.picture().digest().hex()
                            : "none");
        }
        return "visor-" + digest.build().brief();
    }

    boolean holds(SubjectId subject) {
        return subjects().contains(subject);
    }

    private Set<SubjectId> subjects() {
        return byEntry.values().stream().map(FacePhoto::subject).collect(Collectors.toSet());
    }

    /** The probes as they will be looked up, those that there is anything to send of. */
    static Stream<Picture> sent(List<FacePhoto> probes, UploadedPhotos pictures) {
        return probes.stream()
                .map(probe -> pictures.protectedPhoto(probe.id()))
                .filter(UploadedPhoto.Photo.class::isInstance)
                .map(sent -> ((UploadedPhoto.Photo) sent).picture());
    }

    /** The most alike; empty if the service does not tell. */
    Optional<FacePhoto> nearest(Picture probe, RecognitionService service) {
        return failed.isPresent()
                ? Optional.empty()
                : photos(service.search(name, probe)).stream().findFirst();
    }

    /** Returns the photos of an answer, most alike first, each once. */
    List<FacePhoto> photos(ServiceResponse answer) {
        return answer.matches().stream()
                .map(Match::entry)
                .distinct()
                .filter(byEntry::containsKey)
                .map(byEntry::get)
                .toList();
    }
}
