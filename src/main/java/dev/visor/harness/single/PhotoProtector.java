package dev.visor.harness.single;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.file.WholeFile;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.PhotoFiles;
import dev.visor.dataset.Reading;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.LocatedFace.Seen;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.Protector;
import dev.visor.recognizer.FaceChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Protects photos that are to be shared, by the same way as a suite's, and measures what each copy is worth.
 *
 * <p>Of each photo its main face ({@link FaceChoice#main}) is protected, whichever way up it is, and everything beside it stays
 * as it is; that other faces are in the photo is said. The copy is as the photo is shown, of its full size, and carries no metadata.
 * What keeps one photo from being protected keeps no other. Nothing else of the photos is kept.
 */
public final class PhotoProtector {

    /** Photos at a time: a phone's takes 70 MB decoded, and as much protected. */
    private static final int AT_ONCE = 4;

    private final TestBed testBed;

    /**
     * A request to protect photos with a defense.
     *
     * @param suite its detector, its one defense beside the control with its one surrogate, and the models that measure beside it
     * @param targets folder of the photos to steer to; empty for the suite's data set
     * @param person where the person's perturbation comes from, for a defense that learns one
     * @param mate another photo of the person, to compare with; empty to compare with each original itself
     * @param out folder for the protected photos, PNG
     */
    public record Request(
            ResolvedSuite suite,
            List<Path> photos,
            Optional<Path> targets,
            PersonSource person,
            Optional<Path> mate,
            Path out,
            String device) {

        public Request {
            photos = List.copyOf(photos);
        }
    }

    public PhotoProtector(TestBed testBed) {
        this.testBed = testBed;
    }

    /**
     * Writes each photo's protected copy and measures it. What cannot be protected is said, not thrown, unless it is all.
     *
     * @return what became of each photo
     * @throws InputError if something that the defense needs is missing, or no copy could be written
     */
    public ProtectedPhotos protect(Request request, Progress progress) {
        Map<Path, Path> copies = ProtectedCopies.plan(request.photos(), request.out());
        Map<Path, ProtectedPhoto> results = new LinkedHashMap<>();
        List<Path> sound = sound(copies, request.out(), results);
        if (!sound.isEmpty()) {
            protect(request, sound, copies, results, progress);
        }
        ProtectedPhotos all =
                new ProtectedPhotos(copies.keySet().stream().map(results::get).toList());
        if (all.copies().isEmpty() && copies.size() == 1) {
            throw new InputError(all.photos().get(0).reason());
        }
        all.reasons().forEach(progress::say);
        if (all.copies().isEmpty()) {
            throw new InputError("none of the %d photos could be protected".formatted(copies.size()));
        }
        all.summary().forEach(progress::say);
        return all;
    }

    /** The photos that can be read and whose copies can be written, as far as can be told before any model is loaded. */
    private static List<Path> sound(Map<Path, Path> copies, Path out, Map<Path, ProtectedPhoto> results) {
        List<Path> sound = new ArrayList<>();
        for (Path photo : copies.keySet()) {
            if (ImageFiles.read(photo) instanceof Reading.Unreadable unreadable) {
                results.put(photo, ProtectedPhoto.none(photo, photo + ": " + unreadable.reason()));
            } else {
                sound.add(photo);
            }
        }
        if (!sound.isEmpty()) {
            ProtectedCopies.make(out);
        }
        for (Path photo : sound) {
            ProtectedCopies.obstacle(copies.get(photo))
                    .ifPresent(reason -> results.put(photo, ProtectedPhoto.none(photo, photo + ": " + reason)));
        }
        sound.removeAll(results.keySet());
        return sound;
    }

    private void protect(
            Request request,
            List<Path> files,
            Map<Path, Path> copies,
            Map<Path, ProtectedPhoto> results,
            Progress progress) {
        try (SingleProtection protection = SingleProtection.ofPhotos(request.suite(), testBed, request.device())) {
            List<FaceImage> targets = targets(protection, request.targets(), progress);
            Optional<Seen> mate = request.mate().map(file -> mate(file, protection));
            ResemblanceCheck check = protection.check();
            int atOnce = Math.max(protection.defense().plugin().group(), Math.min(AT_ONCE, files.size()));
            PersonPhotos person = new PersonPhotos(protection, request.person());
            Protector protector = protection.protector(targets, person.find(progress), atOnce);
            for (int start = 0; start < files.size(); start += atOnce) {
                List<Path> slice = files.subList(start, Math.min(start + atOnce, files.size()));
                List<FacePhoto> faces = faces(slice, protection, results, progress);
                if (faces.isEmpty()) {
                    continue;
                }
                progress.advance("protecting photos", start, files.size());
                List<ProtectionResult> protectedOnes = protector.protect(faces, Progress.SILENT);
                person.keep(protector, progress);
                for (ProtectionResult result : protectedOnes) {
                    Path photo = result.source().file();
                    results.put(photo, share(result, protection, copies.get(photo), mate, check));
                }
                progress.advance("protecting photos", start + slice.size(), files.size());
            }
        }
    }

    /** The photos of a slice that show a face, with its points; of the others, what became of them is settled. */
    private static List<FacePhoto> faces(
            List<Path> files, SingleProtection protection, Map<Path, ProtectedPhoto> results, Progress progress) {
        List<FacePhoto> photos = new ArrayList<>();
        for (Path file : files) {
            if (!(ImageFiles.read(file) instanceof Reading.Decoded decoded)) {
                results.put(
                        file, ProtectedPhoto.none(file, file + ": it could be read before, and cannot be read now"));
                continue;
            }
            List<DetectedFace> faces = protection.search().detect(decoded.photo());
            Optional<DetectedFace> main = FaceChoice.main(faces, decoded.photo());
            if (main.isEmpty()) {
                results.put(file, ProtectedPhoto.none(file, noFace(file, protection)));
                continue;
            }
            photos.add(photo(file, main.map(DetectedFace::landmarks)));
            sayOthers(file, faces.size() - 1, progress);
        }
        return photos;
    }

    private static String noFace(Path file, SingleProtection protection) {
        return "%s: detector %s finds no face in it"
                .formatted(file, protection.search().id());
    }

    private static ProtectedPhoto share(
            ProtectionResult result,
            SingleProtection protection,
            Path copy,
            Optional<Seen> mate,
            ResemblanceCheck check) {
        Path photo = result.source().file();
        if (!(result instanceof ProtectionResult.Done done)) {
            return ProtectedPhoto.none(photo, "%s: not protected (%s)".formatted(photo, result.outcome()));
        }
        if (protection.defense().plugin().needsMesh() && done.outcome().equals("unprotected")) {
            return ProtectedPhoto.none(photo, photo + ": not protected (no mesh of the face is found in it)");
        }
        try {
            WholeFile.create(copy, ImageFiles.png(done.shared()));
        } catch (InputError e) {
            return ProtectedPhoto.none(photo, photo + ": " + e.getMessage());
        }
        if (!check.calibrated()) {
            return ProtectedPhoto.unmeasured(photo, copy, "the suite's data set has too few people for a threshold");
        }
        if (!(ImageFiles.read(copy) instanceof Reading.Decoded written)) {
            return ProtectedPhoto.unmeasured(photo, copy, "the copy cannot be read back");
        }
        return check.measure(new Seen(done.photo(), done.landmarks()), mate, written.photo())
                .map(resemblances -> ProtectedPhoto.measured(photo, copy, resemblances))
                .orElseGet(() -> ProtectedPhoto.unmeasured(photo, copy, "the face is not found anew in the copy"));
    }

    private static void sayOthers(Path file, int others, Progress progress) {
        if (others > 0) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%s: of its faces the main one alone is changed; %d more stay%s as they are",
                    file,
                    others,
                    others == 1 ? "s" : ""));
        }
    }

    static FacePhoto photo(Path file, Optional<Landmarks> landmarks) {
        return new FacePhoto(new PhotoId(file.toString()), new SubjectId("main face"), file, landmarks);
    }

    private static Seen mate(Path file, SingleProtection protection) {
        if (protection.photographs().see(photo(file, Optional.empty())) instanceof Seen seen) {
            return seen;
        }
        throw new InputError("--mate %s: it shows no face; expected another photo of the person".formatted(file));
    }

    private static List<FaceImage> targets(SingleProtection protection, Optional<Path> folder, Progress progress) {
        if (folder.isEmpty() || !protection.defense().plugin().needsTargets()) {
            return protection.suiteTargets();
        }
        List<FaceImage> faces = new ArrayList<>();
        for (Path file : images(folder.get(), progress)) {
            if (protection.photographs().see(photo(file, Optional.empty())).cutTo(protection.crop())
                    instanceof AlignedFace.Face face) {
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
