package dev.visor.external;

import dev.visor.core.Budget;
import dev.visor.core.image.Crop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Work for another program: what is to be made of images, and all that it may know beside them.
 *
 * @param task what is to be made, such as {@code protect}
 * @param unit what the images are
 * @param crop how faces were cut; empty for whole photos
 * @param budget how far a pixel may move; empty if it is not bounded
 * @param models recognizers that may be differentiated
 * @param origin what the job was made of, by key; empty for a batch within a run
 */
public record Job(
        String task,
        Unit unit,
        Optional<Crop> crop,
        Optional<Budget> budget,
        List<JobModel> models,
        Map<String, Object> origin) {

    /** The version of the files: their names and keys. */
    public static final int FORMAT = 1;

    /** The task of a recognizer. */
    public static final String EMBED = "embed";

    private static final String IMAGES = "NAME.png for every photo below: 8-bit RGB, of its width and height";
    private static final String TEMPLATES =
            "templates.npy: float32 or float64, a row for every photo below, in their order";

    public Job {
        models = List.copyOf(models);
        origin = new LinkedHashMap<>(origin);
    }

    /** The content of an image of a job. */
    public enum Unit {
        /** A face, cut and aligned. */
        FACE,
        /** A whole photo. */
        PHOTO;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Tells all of it but the images, as {@code job.json} does. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("format", FORMAT);
        told.put("task", task);
        told.put("unit", unit.word());
        crop.ifPresent(cut -> told.put("crop", JobModel.crop(cut)));
        told.put("budget", budget.<Object>map(Budget::inPixels).orElse("none"));
        told.putAll(origin);
        told.put("result", task.equals(EMBED) ? TEMPLATES : IMAGES);
        told.put("surrogates", models.stream().map(JobModel::told).toList());
        return told;
    }
}
