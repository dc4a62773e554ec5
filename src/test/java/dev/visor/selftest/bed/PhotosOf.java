package dev.visor.selftest.bed;

import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.recognizer.FaceCropper;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Faces of the generated people, without any pipeline. */
public final class PhotosOf {

    private PhotosOf() {}

    /** So many faces of different people, of whom the bed has one photo only. */
    public static List<FaceImage> strangers(GeneratedBed bed, int count) {
        List<FacePhoto> photos = bed.dataSet(null).photos();
        return photos.stream().collect(Collectors.groupingBy(FacePhoto::subject)).values().stream()
                .filter(own -> own.size() == 1)
                .map(own -> own.get(0))
                .sorted(Collections.reverseOrder(java.util.Comparator.comparing(FacePhoto::id)))
                .limit(count)
                .map(photo -> FaceCropper.crop(
                        ((Reading.Decoded) ImageFiles.read(photo.file())).photo(),
                        GeneratedFaces.LANDMARKS,
                        GeneratedFaces.CROP))
                .toList();
    }
}
