package dev.visor.attack.api;

import dev.visor.attack.UploadedPhoto;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Outcome;
import dev.visor.service.RecognitionService;
import dev.visor.service.Score;
import dev.visor.service.Status;

/** Turns a service's answers into outcomes of trials. */
public final class Outcomes {

    private Outcomes() {}

    /** The outcome of comparing two photos; no call is made where there is nothing to send. */
    public static Outcome compare(RecognitionService service, UploadedPhoto one, UploadedPhoto other) {
        if (one instanceof UploadedPhoto.Missed missed) {
            return new Outcome.NotAcquired(missed.reason());
        }
        if (other instanceof UploadedPhoto.Missed missed) {
            return new Outcome.NotAcquired(missed.reason());
        }
        Score score = service.compare(((UploadedPhoto.Photo) one).picture(), ((UploadedPhoto.Photo) other).picture());
        return score.similarity().isPresent()
                ? new Outcome.Compared(score.similarity().getAsDouble())
                : new Outcome.NotAcquired(reason(score.status()));
    }

    /** A question without an answer is a failed trial, and stays in the plan's count. */
    static Reason reason(Status status) {
        return switch (status) {
            case NO_FACE -> Reason.NO_FACE;
            case REJECTED -> Reason.UNREADABLE;
            default -> Reason.FAILED;
        };
    }
}
