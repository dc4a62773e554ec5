package dev.visor.service.serve.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.service.Blocks;
import dev.visor.service.Picture;
import dev.visor.service.Rehearsals;
import dev.visor.service.serve.RecognitionServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.BoundingBox;
import software.amazon.awssdk.services.rekognition.model.CompareFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.FaceDetail;
import software.amazon.awssdk.services.rekognition.model.FaceMatch;
import software.amazon.awssdk.services.rekognition.model.FaceRecord;
import software.amazon.awssdk.services.rekognition.model.Image;
import software.amazon.awssdk.services.rekognition.model.ImageTooLargeException;
import software.amazon.awssdk.services.rekognition.model.InvalidImageFormatException;
import software.amazon.awssdk.services.rekognition.model.InvalidPaginationTokenException;
import software.amazon.awssdk.services.rekognition.model.InvalidParameterException;
import software.amazon.awssdk.services.rekognition.model.InvalidS3ObjectException;
import software.amazon.awssdk.services.rekognition.model.LandmarkType;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;
import software.amazon.awssdk.services.rekognition.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.rekognition.model.ResourceNotFoundException;

/** What Amazon's tutorials do, through Amazon's own client. */
class RekognitionDialectTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private RecognitionServer server;
    private RekognitionClient client;

    @BeforeEach
    void start() {
        server = Rehearsals.serve();
        client = client("us-east-1", Rehearsals.KEY);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private RekognitionClient client(String region, String key) {
        return RekognitionClient.builder()
                .endpointOverride(URI.create(server.endpoint()))
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, Rehearsals.SECRET)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private static Image image(Picture picture) {
        return Image.builder().bytes(SdkBytes.fromByteArray(picture.file())).build();
    }

    private FaceRecord index(String external, int face) {
        return client.indexFaces(
                        i -> i.collectionId("photos").externalImageId(external).image(image(Blocks.face(face))))
                .faceRecords()
                .get(0);
    }

    @Test
    void aCollectionIsMadeDescribedListedAndDeleted() {
        var made = client.createCollection(c -> c.collectionId("photos"));

        assertThat(made.collectionArn()).isEqualTo("aws:rekognition:us-east-1:111122223333:collection/photos");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.faceModelVersion()).isEqualTo("7.0");
        assertThat(made.responseMetadata().requestId()).matches(UUID);
        index("one", 1);
        index("two", 2);
        var described = client.describeCollection(d -> d.collectionId("photos"));
        assertThat(described.faceCount()).isEqualTo(2);
        assertThat(described.collectionARN()).isEqualTo("arn:" + made.collectionArn());
        assertThat(described.creationTimestamp())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(5)),
                        Instant.now().plusSeconds(1));
        client.createCollection(c -> c.collectionId("more"));
        assertThat(client.listCollections().collectionIds()).containsExactly("more", "photos");
        assertThat(client.listCollections().faceModelVersions()).containsExactly("7.0", "7.0");
        assertThat(client.listCollectionsPaginator(l -> l.maxResults(1)).collectionIds())
                .containsExactly("more", "photos");
        assertThat(client.deleteCollection(d -> d.collectionId("photos")).statusCode())
                .isEqualTo(200);
        assertThat(client.listCollections().collectionIds()).containsExactly("more");
    }

    @Test
    void whatIsIndexedHasABoxIdsAndItsPlaceInTheList() {
        client.createCollection(c -> c.collectionId("photos"));

        FaceRecord record = index("some:one.jpg", 1);

        Face face = record.face();
        assertThat(face.faceId()).matches(UUID);
        assertThat(face.imageId()).matches(UUID).isNotEqualTo(face.faceId());
        assertThat(face.externalImageId()).isEqualTo("some:one.jpg");
        assertMiddle(face.boundingBox());
        assertThat(face.confidence()).isCloseTo(99, offset(1e-3f));
        assertThat(face.indexFacesModelVersion()).isEqualTo("7.0");
        assertDetail(record.faceDetail());
        List<String> ids = IntStream.range(2, 7)
                .mapToObj(i -> index("e" + i, i).face().faceId())
                .toList();
        assertThat(client.listFaces(l -> l.collectionId("photos")).faces())
                .extracting(Face::faceId)
                .startsWith(face.faceId())
                .endsWith(ids.toArray(String[]::new))
                .hasSize(6);
        assertThat(client.listFacesPaginator(l -> l.collectionId("photos").maxResults(4))
                        .faces())
                .hasSize(6);
    }

    private static void assertMiddle(BoundingBox box) {
        assertThat(List.of(box.left(), box.top(), box.width(), box.height())).containsExactly(.25f, .25f, .5f, .5f);
    }

    private static void assertDetail(FaceDetail detail) {
        assertMiddle(detail.boundingBox());
        assertThat(detail.landmarks()).hasSize(5).anySatisfy(landmark -> {
            assertThat(landmark.type()).isEqualTo(LandmarkType.EYE_LEFT);
            assertThat(landmark.x()).isCloseTo(.4f, offset(1e-6f));
            assertThat(landmark.y()).isCloseTo(.4f, offset(1e-6f));
        });
        assertThat(detail.pose().roll()).isCloseTo(0, offset(1e-6f));
        assertThat(detail.pose().yaw()).isCloseTo(0, offset(1e-6f));
        assertThat(detail.confidence()).isCloseTo(99, offset(1e-3f));
    }

    @Test
    void aPhotoIsIndexedOnceUnderOneExternalIdAndAgainUnderAnotherOrNone() {
        client.createCollection(c -> c.collectionId("photos"));
        Image photo = image(Blocks.face(1));

        String first = index("one", 1).face().faceId();

        assertThat(index("one", 1).face().faceId()).isEqualTo(first);
        assertThat(index("other", 1).face().faceId()).isNotEqualTo(first);
        assertThat(index("other", 1).face().imageId())
                .isEqualTo(index("one", 1).face().imageId());
        List<String> without = IntStream.range(0, 2)
                .mapToObj(i -> client.indexFaces(f -> f.collectionId("photos").image(photo))
                        .faceRecords()
                        .get(0)
                        .face()
                        .faceId())
                .toList();
        assertThat(without).doesNotHaveDuplicates();
        assertThat(client.describeCollection(d -> d.collectionId("photos")).faceCount())
                .isEqualTo(4);
    }

    @Test
    void anIndexedFaceFindsTheOthersAndNotItself() {
        client.createCollection(c -> c.collectionId("photos"));
        String asked = index("asked", 1).face().faceId();
        String twin = index("twin", 1).face().faceId();
        index("stranger", 2);

        var found = client.searchFaces(s ->
                s.collectionId("photos").faceId(asked).faceMatchThreshold(0f).maxFaces(5));

        assertThat(found.searchedFaceId()).isEqualTo(asked);
        assertThat(found.faceMatches())
                .extracting(match -> match.face().externalImageId())
                .containsExactly("twin", "stranger");
        FaceMatch first = found.faceMatches().get(0);
        assertThat(first.similarity()).isCloseTo(100, offset(1e-3f));
        assertThat(first.face().faceId()).isEqualTo(twin);
        assertMiddle(first.face().boundingBox());
        assertThat(client.searchFaces(
                                s -> s.collectionId("photos").faceId(asked).maxFaces(1))
                        .faceMatches())
                .hasSize(1);
        var byImage = client.searchFacesByImage(
                s -> s.collectionId("photos").image(image(Blocks.face(1))).faceMatchThreshold(90f));
        assertThat(byImage.faceMatches())
                .extracting(m -> m.face().externalImageId())
                .containsExactly("asked", "twin");
        assertMiddle(byImage.searchedFaceBoundingBox());
        assertThat(byImage.searchedFaceConfidence()).isCloseTo(99, offset(1e-3f));
    }

    @Test
    void facesAreDeletedByTheirIdsAndThoseThatAreNotThereAreNamed() {
        client.createCollection(c -> c.collectionId("photos"));
        String face = index("one", 1).face().faceId();
        String absent = "00000000-0000-0000-0000-000000000000";

        var deleted = client.deleteFaces(d -> d.collectionId("photos").faceIds(face, absent));

        assertThat(deleted.deletedFaces()).containsExactly(face);
        assertThat(deleted.unsuccessfulFaceDeletions()).singleElement().satisfies(failed -> {
            assertThat(failed.faceId()).isEqualTo(absent);
            assertThat(failed.reasonsAsStrings()).containsExactly("FACE_NOT_FOUND");
        });
        assertThat(client.listFaces(l -> l.collectionId("photos")).faces()).isEmpty();
    }

    @Test
    void aComparisonShowsBothFaces() {
        CompareFacesResponse same =
                client.compareFaces(c -> c.sourceImage(image(Blocks.face(1))).targetImage(image(Blocks.face(1))));
        CompareFacesResponse other = client.compareFaces(c -> c.sourceImage(image(Blocks.face(1)))
                .targetImage(image(Blocks.face(2)))
                .similarityThreshold(100f));

        assertMiddle(same.sourceImageFace().boundingBox());
        assertMiddle(same.faceMatches().get(0).face().boundingBox());
        assertThat(same.faceMatches().get(0).face().landmarks()).hasSize(5);
        assertThat(other.faceMatches()).isEmpty();
        assertMiddle(other.unmatchedFaces().get(0).boundingBox());
        assertDetail(client.detectFaces(d -> d.image(image(Blocks.face(1))))
                .faceDetails()
                .get(0));
        assertThat(client.detectFaces(d -> d.image(image(Blocks.nobody()))).faceDetails())
                .isEmpty();
    }

    @Test
    void whatIsWrongHasTheVendorsNameForItAndARequestId() {
        client.createCollection(c -> c.collectionId("photos"));
        Image large = image(Picture.of(new byte[(5 << 20) + 1]));
        Image many = image(Picture.of(ImageFiles.png(new Photo(6000, 4000, new byte[6000 * 4000 * 3]))));

        assertThatThrownBy(() -> client.createCollection(c -> c.collectionId("photos")))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(() -> client.describeCollection(c -> c.collectionId("absent")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.deleteCollection(c -> c.collectionId("absent")))
                .isInstanceOf(ResourceNotFoundException.class);
        for (Image too : List.of(large, many)) {
            assertThatThrownBy(() -> client.detectFaces(d -> d.image(too))).isInstanceOf(ImageTooLargeException.class);
        }
        assertThatThrownBy(() -> client.detectFaces(d -> d.image(image(Picture.of(new byte[] {1, 2, 3})))))
                .isInstanceOf(InvalidImageFormatException.class);
        assertThatThrownBy(() -> client.detectFaces(
                        d -> d.image(i -> i.s3Object(o -> o.bucket("b").name("n")))))
                .isInstanceOf(InvalidS3ObjectException.class);
        assertThatThrownBy(() ->
                        client.searchFacesByImage(s -> s.collectionId("photos").image(image(Blocks.nobody()))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("no faces");
        assertThatThrownBy(() -> client.searchFaces(
                        s -> s.collectionId("photos").faceId("00000000-0000-0000-0000-000000000000")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> client.listFaces(l -> l.collectionId("photos").nextToken("99")))
                .isInstanceOf(InvalidPaginationTokenException.class);
        assertThatThrownBy(
                        () -> client.deleteFaces(d -> d.collectionId("photos").faceIds("FFFF")))
                .isInstanceOf(InvalidParameterException.class);
        RekognitionException unknown =
                catchThrowableOfType(RekognitionException.class, () -> client.listUsers(l -> l.collectionId("photos")));
        assertThat(unknown.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException");
        assertThat(unknown.requestId()).matches(UUID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "é", "a:b", "a\nb"})
    void aNameThatAmazonDoesNotTakeIsAWrongParameter(String name) {
        assertThatThrownBy(() -> client.createCollection(c -> c.collectionId(name)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, AKIDrehearsalkey1234, InvalidSignatureException, valid region",
        "us-east-1, AKIDsomebodyelse1234, UnrecognizedClientException, security token"
    })
    void whatIsSignedForAnotherRegionOrByAnotherKeyIsRefused(String region, String key, String code, String message) {
        try (RekognitionClient other = client(region, key)) {
            RekognitionException refused = catchThrowableOfType(RekognitionException.class, other::listCollections);

            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refused.awsErrorDetails().errorMessage()).contains(message);
            assertThat(refused.statusCode()).isEqualTo(400);
        }
    }
}
