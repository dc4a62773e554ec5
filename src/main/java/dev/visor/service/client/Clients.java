package dev.visor.service.client;

import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;

/** The one list of clients. */
public final class Clients {

    private Clients() {}

    /** A plain client of the card's service: one question, one call, no second try, and no word of a key. */
    public static RecognitionService open(ServiceCard card, Keys keys) {
        try {
            return new RedactingClient(plain(card, keys), keys.secrets());
        } catch (RuntimeException e) {
            throw keys.secrets().hide(e);
        }
    }

    private static RecognitionService plain(ServiceCard card, Keys keys) {
        return switch (card.kind()) {
            case FACEPP -> new FacePlusPlus(card, keys);
            case REKOGNITION -> new Rekognition(card, keys);
            case AZURE -> new AzureFace(card, keys);
            case TENCENT -> new TencentFaces(card, keys);
            case ALIYUN -> new AliyunFacebody(card, keys);
            case COMPREFACE -> new CompreFace(card, keys);
            case DEEPFACE -> new DeepFace(card);
            case INSIGHTFACE -> new InsightFaceRest(card);
        };
    }
}
