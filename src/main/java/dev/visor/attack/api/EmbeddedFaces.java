package dev.visor.attack.api;

import dev.visor.attack.Faces;
import dev.visor.attack.UploadedPhoto;
import dev.visor.attack.UploadedPhotos;
import dev.visor.core.Acquired;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Faces as a service embeds them: every attack of the zoo can be made on them. */
public final class EmbeddedFaces implements Faces {

    private final UploadedPhotos pictures;
    private final RecognitionService service;

    /** @param service remembers what it was asked */
    public EmbeddedFaces(UploadedPhotos pictures, RecognitionService service) {
        this.pictures = pictures;
        this.service = service;
    }

    /** Asks for all of them at once, so that nobody has to wait for one after the other. */
    public void ahead(Collection<PhotoId> originals, Collection<PhotoId> protectedPhotos) {
        List<Supplier<Acquired>> all = new ArrayList<>();
        originals.forEach(photo -> all.add(() -> original(photo)));
        protectedPhotos.forEach(photo -> all.add(() -> protectedPhoto(photo)));
        Workers.inOrder(service.card().limits().inFlight(), all);
    }

    @Override
    public Acquired original(PhotoId photo) {
        return of(pictures.original(photo), service);
    }

    @Override
    public Acquired protectedPhoto(PhotoId photo) {
        return of(pictures.protectedPhoto(photo), service);
    }

    private static Acquired of(UploadedPhoto sent, RecognitionService service) {
        return sent instanceof UploadedPhoto.Missed missed
                ? new Acquired.Missed(missed.reason())
                : of(((UploadedPhoto.Photo) sent).picture(), service);
    }

    /** Returns what the service makes of a picture. */
    public static Acquired of(Picture picture, RecognitionService service) {
        ServiceResponse answer = service.embed(picture);
        if (answer.status() != Status.OK || answer.embedding().isEmpty()) {
            return new Acquired.Missed(Outcomes.reason(answer.status()));
        }
        float[] values = new float[answer.embedding().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = answer.embedding().get(i).floatValue();
        }
        return new Acquired.Embedded(Embedding.normalized(values));
    }
}
