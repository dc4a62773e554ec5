package dev.visor.catalog;

import dev.visor.attack.Attack;
import dev.visor.defense.Defense;
import java.util.List;
import java.util.Map;

/** The one list of all types: a word in a file, its parameters, and how it is made. */
public final class BuiltIns {

    private BuiltIns() {}

    public static Registry<Defense> defenses() {
        return new Registry<Defense>();
    }

    public static Registry<Attack> attacks() {
        return new Registry<Attack>();
    }

    static Map<String, RecognizerType> recognizerTypes() {
        return Map.of(
                "torchscript", new RecognizerType(List.of(), true),
                "face-api", new RecognizerType(List.of("manifest", "manifest_sha256"), true),
                "onnx", new RecognizerType(List.of("mean", "std", "channels"), false));
    }

    static Map<String, String> dataSetTypes() {
        return Map.of(
                "lfw", "Labeled Faces in the Wild, with its own pairs and landmarks.csv",
                "orl", "folders s1 to s40 of ten PGM photos",
                "folder", "one folder a person",
                "labelled-photos", "photos with several people, and a file that says who is who");
    }

    static Map<String, String> detectors() {
        return Map.of(
                "mtcnn", "three cascaded nets, from the assets folder",
                "ultra-light", "a small net that comes by package name",
                "landmarks", "the points that the data set itself tells");
    }
}
