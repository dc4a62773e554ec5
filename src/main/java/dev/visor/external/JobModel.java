package dev.visor.external;

import dev.visor.core.image.Crop;
import dev.visor.recognizer.RecognizerCard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recognizer that a job may differentiate, as another program needs to know it.
 *
 * @param file absolute path of its weights
 */
public record JobModel(RecognizerCard card, Path file) {

    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", card.id());
        told.put("type", card.type());
        told.put("file", file.toString());
        told.put("sha256", card.sha256().hex());
        told.put("dimension", card.dimension());
        told.put("crop", crop(card.crop()));
        told.put(
                "input",
                String.format(
                        Locale.ROOT,
                        "float32 [N, 3, %d, %d], RGB, 0..255",
                        card.crop().side(),
                        card.crop().side()));
        told.put("params", card.params());
        return told;
    }

    /** Tells of a crop what it takes to cut it elsewhere. */
    static Map<String, Object> crop(Crop crop) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", crop.name());
        told.put("side", crop.side());
        if (crop instanceof Crop.FivePoint five) {
            told.put(
                    "points",
                    five.targets().stream()
                            .map(point -> List.of(point.x(), point.y()))
                            .toList());
        }
        return told;
    }
}
