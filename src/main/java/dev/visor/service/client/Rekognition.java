package dev.visor.service.client;

import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.IndexFacesResponse;
import software.amazon.awssdk.services.rekognition.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.rekognition.model.SearchFacesByImageResponse;

/**
 * Amazon Rekognition through Amazon's own client, which signs the calls.
 *
 * <p>Every threshold is asked for at 0: at Amazon's default of 80 a less alike face would have no score at all.
 */
final class Rekognition implements RecognitionService {

    static {
        // The JDK would send a POST again by itself when a connection breaks: a call that nobody counted, but somebody
        // pays for.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static final float FLOOR = 0;

    private final ServiceCard card;
    private final RekognitionClient client;

    Rekognition(ServiceCard card, Keys keys) {
        this.card = card;
        Duration timeout = Duration.ofMillis(Math.round(1000 * card.limits().timeoutSeconds()));
        this.client = RekognitionClient.builder()
                .endpointOverride(URI.create(card.endpoint()))
                .region(Region.of(card.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.key(), keys.secret())))
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder().socketTimeout(timeout).connectionTimeout(timeout))
                .overrideConfiguration(override ->
                        override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(timeout))
                .build();
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        try {
            return switch (question.operation()) {
                case COMPARE ->
                    compared(question.pictures().get(0), question.pictures().get(1));
                case OPEN -> {
                    client.createCollection(c -> c.collectionId(question.collection()));
                    yield ServiceResponse.done();
                }
                case ENROL -> enrol(question);
                case SEARCH -> search(question);
                case CLOSE -> {
                    client.deleteCollection(c -> c.collectionId(question.collection()));
                    yield ServiceResponse.done();
                }
                case DETECT, EMBED -> ServiceResponse.of(Status.REFUSED, "not in this contract");
            };
        } catch (ResourceAlreadyExistsException e) {
            // A collection that is there already is as good as one that was made now.
            return ServiceResponse.done();
        } catch (AwsServiceException e) {
            return refused(e);
        } catch (ApiCallTimeoutException e) {
            return ServiceResponse.of(Status.TIMED_OUT, "");
        } catch (SdkException e) {
            return broken(e);
        }
    }

    private ServiceResponse compared(Picture one, Picture other) {
        CompareFacesResponse response = client.compareFaces(
                c -> c.sourceImage(image(one)).targetImage(image(other)).similarityThreshold(FLOOR));
        if (!response.faceMatches().isEmpty()) {
            Float similarity = response.faceMatches().get(0).similarity();
            return similarity == null
                    ? ServiceResponse.of(Status.MALFORMED, "no similarity")
                    : ServiceResponse.score(similarity, new TreeMap<>(), "");
        }
        return response.unmatchedFaces().isEmpty()
                ? ServiceResponse.of(response.sourceImageFace() == null ? Status.MALFORMED : Status.NO_FACE, "")
                : ServiceResponse.of(Status.CENSORED, "");
    }

    private ServiceResponse enrol(ServiceRequest question) {
        IndexFacesResponse response = client.indexFaces(c -> c.collectionId(question.collection())
                .externalImageId(question.entry())
                .maxFaces(1)
                .qualityFilter("NONE")
                .image(image(question.pictures().get(0))));
        if (!response.hasFaceRecords()) {
            return ServiceResponse.of(Status.MALFORMED, "no records");
        }
        return response.faceRecords().isEmpty()
                ? ServiceResponse.of(Status.NO_FACE, "")
                : ServiceResponse.handle(question.entry(), response.faceModelVersion());
    }

    private ServiceResponse search(ServiceRequest question) {
        SearchFacesByImageResponse response = client.searchFacesByImage(c -> c.collectionId(question.collection())
                .maxFaces(question.limit())
                .faceMatchThreshold(FLOOR)
                .qualityFilter("NONE")
                .image(image(question.pictures().get(0))));
        if (!response.hasFaceMatches()) {
            return ServiceResponse.of(Status.MALFORMED, "no matches");
        }
        List<Match> matches = response.faceMatches().stream()
                .map(match -> new Match(match.face().externalImageId(), match.similarity()))
                .toList();
        return ServiceResponse.matches(matches, new TreeMap<>(), response.faceModelVersion());
    }

    private static Image image(Picture picture) {
        return Image.builder()
                .bytes(SdkBytes.fromByteArrayUnsafe(picture.file()))
                .build();
    }

    private static ServiceResponse refused(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        String message = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorMessage());
        if (e.isThrottlingException() || code.equals("LimitExceededException") || e.statusCode() == 429) {
            return ServiceResponse.of(Status.RATE_LIMITED, code);
        }
        if (e.statusCode() >= 500) {
            return ServiceResponse.of(Status.UNAVAILABLE, code.isEmpty() ? Integer.toString(e.statusCode()) : code);
        }
        return switch (code) {
            case "ImageTooLargeException", "InvalidImageFormatException" -> ServiceResponse.of(Status.REJECTED, code);
            // One code for whatever is wrong with a call; a photo without a face is told by the sentence alone.
            case "InvalidParameterException" ->
                ServiceResponse.of(message.contains("no faces") ? Status.NO_FACE : Status.REFUSED, code);
            default -> ServiceResponse.of(Status.REFUSED, code);
        };
    }

    /** Amazon's client says by its causes whether an answer was late, broken, or never came. */
    private static ServiceResponse broken(SdkException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return ServiceResponse.of(Status.TIMED_OUT, "");
            }
            if (cause instanceof SocketException) {
                return ServiceResponse.of(Status.UNAVAILABLE, cause.getClass().getSimpleName());
            }
        }
        boolean unread = String.valueOf(e.getMessage()).contains("parse")
                || String.valueOf(e.getMessage()).contains("unmarshall");
        return ServiceResponse.of(
                unread ? Status.MALFORMED : Status.UNAVAILABLE, e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        client.close();
    }
}
