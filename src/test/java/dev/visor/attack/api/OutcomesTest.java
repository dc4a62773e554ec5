package dev.visor.attack.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.UploadedPhoto;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Outcome;
import dev.visor.service.Blocks;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {

    private static final UploadedPhoto ONE = new UploadedPhoto.Photo(Blocks.face(1));
    private static final UploadedPhoto OTHER = new UploadedPhoto.Photo(Blocks.face(2));

    @ParameterizedTest
    @EnumSource(names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void whatHasNoScoreIsNoSimilarityWhateverTheReason(Status status) {
        Outcome outcome = Outcomes.compare(answering(ServiceResponse.of(status, "")), ONE, OTHER);

        Reason reason =
                switch (status) {
                    case NO_FACE -> Reason.NO_FACE;
                    case REJECTED -> Reason.UNREADABLE;
                    default -> Reason.FAILED;
                };
        assertThat(outcome).isEqualTo(new Outcome.NotAcquired(reason));
    }

    @Test
    void aScoreIsASimilarityOnTheServicesScaleAndZeroIsOneToo() {
        assertThat(Outcomes.compare(answering(ServiceResponse.score(62, new TreeMap<>(), "")), ONE, OTHER))
                .isEqualTo(new Outcome.Compared(.62));
        assertThat(Outcomes.compare(answering(ServiceResponse.score(0, new TreeMap<>(), "")), ONE, OTHER))
                .isEqualTo(new Outcome.Compared(0));
    }

    private static RecognitionService answering(ServiceResponse answer) {
        return new RecognitionService() {
            @Override
            public ServiceCard card() {
                return Rehearsals.card(ServiceKind.REKOGNITION, "http://127.0.0.1:1", Rehearsals.limits(1));
            }

            @Override
            public ServiceResponse ask(ServiceRequest question) {
                return answer;
            }

            @Override
            public void close() {}
        };
    }
}
