package dev.visor.harness;

import dev.visor.core.FaceImage;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.PhotoFiles;
import dev.visor.dataset.Reading;
import dev.visor.recognizer.FaceChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Protects photos that are to be shared, by the same way as a suite's: what a run measures is what a person gets.
 *
 * <p>Of each photo its main face ({@link FaceChoice#main}) is protected, and everything beside it stays
 * as it is; that other faces are in the photo is said. The copy is upright, of the photo's full size, and carries no metadata.
 * Nothing else of the photos is kept.
 */
public final class PhotoProtector {

    /** Photos at a time: a phone's takes 70 MB decoded, and as much protected. */
    private static final int AT_ONCE = 4;

    private final TestBed testBed;

    /**
     * What to protect with what.
     *
     * @param suite its detector, and its one defense beside the control with its one surrogate
     * @param targets folder of the photos to steer to; empty for the suite's data set
     * @param out folder for the protected photos, PNG
     */
    public record Request(ResolvedSuite suite, List<Path> photos, Optional<Path> targets, Path out, String device) {

        public Request {
            photos = List.copyOf(photos);
        }
    }

    public PhotoProtector(TestBed testBed) {
        this.testBed = testBed;
    }

    /**
     * Writes each photo's protected copy. What cannot be protected is said, not thrown, unless it is all.
     *
     * @return the files written, at most one for each photo
     * @throws InputError if something that the defense needs is missing, or no photo could be protected
     */
    public List<Path> protect(Request request, Progress progress) {
        Map<Path, Path> copies = ProtectedCopies.plan(request.photos(), request.out());
        List<String> failures = new ArrayList<>();
        List<FacePhoto> photos = readable(copies.keySet(), failures);
        List<Path> written = photos.isEmpty() ? List.of() : protect(request, photos, copies, failures, progress);
        if (written.isEmpty() && copies.size() == 1) {
            throw new InputError(failures.get(0));
        }
        failures.forEach(progress::say);
        if (written.isEmpty()) {
            throw new InputError("none of the %d photos could be protected".formatted(copies.size()));
        }
        return written;
    }

    private List<Path> protect(
            Request request, List<FacePhoto> photos, Map<Path, Path> copies, List<String> failures, Progress progress) {
        List<Path> written = new ArrayList<>();
        ProtectedCopies.make(request.out());
        try (SingleProtection protection = SingleProtection.open(request.suite(), testBed, request.device(), false)) {
            if (protection.detector().isEmpty()) {
                throw new InputError("detector landmarks knows the faces of data sets only; choose another for photos");
            }
            List<FaceImage> targets = targets(protection, request.targets(), progress);
            int atOnce = Math.max(protection.defense().plugin().group(), Math.min(AT_ONCE, photos.size()));
            Protector protector = protection.protector(targets, atOnce);
            for (int start = 0; start < photos.size(); start += atOnce) {
                List<FacePhoto> slice = photos.subList(start, Math.min(start + atOnce, photos.size()));
                for (Protected result : protector.protect(slice, Progress.SILENT)) {
                    if (result instanceof Protected.Done done) {
                        Path copy = copies.get(done.source().file());
                        write(done, copy);
                        written.add(copy);
                        sayOthers(done, protection, progress);
                    } else {
                        failures.add("%s: detector %s finds no face in it"
                                .formatted(
                                        result.source().file(),
                                        request.suite().suite().detector()));
                    }
                }
                if (!written.isEmpty()) {
                    progress.advance("protecting photos", start + slice.size(), photos.size());
                }
            }
        }
        return written;
    }

    /** The photos that can be decoded; of the others a sentence each, before any model is loaded. */
    private static List<FacePhoto> readable(Collection<Path> files, List<String> failures) {
        List<FacePhoto> photos = new ArrayList<>();
        for (Path file : files) {
            if (ImageFiles.read(file) instanceof Reading.Unreadable unreadable) {
                failures.add(file + ": " + unreadable.reason());
            } else {
                photos.add(photo(file));
            }
        }
        return photos;
    }

    private static FacePhoto photo(Path file) {
        return new FacePhoto(new PhotoId(file.toString()), new SubjectId("main face"), file, Optional.empty());
    }

    private static void write(Protected.Done done, Path copy) {
        try {
            ImageFiles.writePng(done.shared(), copy);
        } catch (IOException e) {
            throw new InputError("%s cannot be written (%s); choose another --out".formatted(copy, e), e);
        }
    }

    private static void sayOthers(Protected.Done done, SingleProtection protection, Progress progress) {
        int others = protection.detector().orElseThrow().detect(done.photo()).size() - 1;
        if (others > 0) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%s: the main face is protected; %d more in it stay%s as they are",
                    done.source().file(),
                    others,
                    others == 1 ? "s" : ""));
        }
    }

    private static List<FaceImage> targets(SingleProtection protection, Optional<Path> folder, Progress progress) {
        if (folder.isEmpty() || !protection.defense().plugin().needsTargets()) {
            return protection.suiteTargets();
        }
        List<FaceImage> faces = new ArrayList<>();
        for (Path file : images(folder.get(), progress)) {
            if (protection.photographs().see(photo(file)).cutTo(protection.crop()) instanceof Cut.Face face) {
                faces.add(face.face());
            } else {
                progress.say(file + ": shows no face, and is no target");
            }
        }
        if (faces.isEmpty()) {
            throw new InputError(
                    "--targets %s: it holds no photo with a face; expected one photo of each person to steer to"
                            .formatted(folder.get()));
        }
        return faces;
    }

    private static List<Path> images(Path folder, Progress progress) {
        PhotoFiles found = PhotoFiles.in(folder);
        if (!found.leftOut().isEmpty()) {
            progress.say("--targets %s: left out are %s".formatted(folder, PhotoFiles.told(found.leftOut())));
        }
        return found.photos().stream().sorted().toList();
    }
}
