package dev.visor.harness.single;

import dev.visor.core.InputError;
import dev.visor.core.image.DetectedFace;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.PhotoFiles;
import dev.visor.dataset.Reading;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.external.KeptPerturbation;
import dev.visor.harness.Progress;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.StoredPerturbation;
import dev.visor.recognizer.FaceChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The photos of a person from which a defense learns outside of any suite, and the file in which what it learned is kept. */
final class PersonPhotos {

    private final SingleProtection protection;
    private final PersonSource source;
    private boolean kept;
    private int looked;

    PersonPhotos(SingleProtection protection, PersonSource source) {
        this.protection = protection;
        this.source = source;
    }

    /**
     * Reads what was kept, or looks for faces in the photos.
     *
     * @throws InputError if the defense learns nothing, the folder shows no face, or what was kept is another defense's
     */
    PersonSource.Found find(Progress progress) {
        boolean learns = protection.defense().plugin() instanceof PersonDefense;
        if (!learns && !source.equals(PersonSource.NONE)) {
            throw new InputError(
                    "defense %s learns nothing from photos of a person; leave --person and --perturbation out"
                            .formatted(protection.defense().id()));
        }
        source.kept().ifPresent(KeptPerturbation::requireName);
        Optional<Path> there = source.kept().filter(Files::exists);
        if (there.isPresent()) {
            kept = true;
            return new PersonSource.Found(List.of(), Optional.of(known(there.get())));
        }
        return new PersonSource.Found(
                source.photos().map(folder -> photos(folder, progress)).orElse(List.of()), Optional.empty());
    }

    private Perturbation known(Path file) {
        KeptPerturbation read = KeptPerturbation.read(file);
        String defense = protection.defense().id();
        String settings = protection.defense().digest().hex();
        String crop = protection.crop().name();
        if (!read.facts().settings().equals(settings)
                || !read.facts().crop().equals(crop)
                || !read.facts().surrogates().equals(protection.surrogateIds())) {
            throw new InputError(
                    "--perturbation %s was learned by %s against %s; this is %s against %s. Use the same, or another file"
                            .formatted(
                                    file,
                                    read.facts().defense(),
                                    String.join(" and ", read.facts().surrogates()),
                                    defense,
                                    String.join(" and ", protection.surrogateIds())));
        }
        try {
            return Perturbation.of(read.values());
        } catch (IllegalArgumentException e) {
            throw new InputError("--perturbation %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The photos of the folder that show a face. */
    private List<FacePhoto> photos(Path folder, Progress progress) {
        PhotoFiles found = PhotoFiles.in(folder);
        List<FacePhoto> photos = new ArrayList<>();
        for (Path file : found.photos().stream().sorted().toList()) {
            Optional<DetectedFace> main = ImageFiles.read(file) instanceof Reading.Decoded decoded
                    ? FaceChoice.main(protection.search().detect(decoded.photo()), decoded.photo())
                    : Optional.empty();
            if (main.isPresent()) {
                photos.add(PhotoProtector.photo(file, main.map(DetectedFace::landmarks)));
            } else {
                progress.say(file + ": shows no face, and is not learned from");
            }
        }
        if (photos.isEmpty()) {
            throw new InputError(
                    "--person %s: it holds no photo with a face; expected photos of the person in the photos"
                            .formatted(folder));
        }
        looked = photos.size();
        progress.say(String.format(
                Locale.ROOT,
                "%s learns from %d photo%s in %s",
                protection.defense().id(),
                photos.size(),
                photos.size() == 1 ? "" : "s",
                folder));
        return photos;
    }

    /** Keeps what was learned, once, and tells of photos from which nothing could be learned after all. */
    void keep(Protector protector, Progress progress) {
        if (!protector.learned().isEmpty() && protector.learned().get(0).photos() < looked) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%s learned from %d of these %d photos: no mesh of the face is found in the others",
                    protection.defense().id(),
                    protector.learned().get(0).photos(),
                    looked));
            looked = 0;
        }
        if (kept || source.kept().isEmpty() || protector.learned().isEmpty()) {
            return;
        }
        StoredPerturbation learned = protector.learned().get(0);
        new KeptPerturbation(
                        learned.perturbation().array(),
                        new KeptPerturbation.Facts(
                                protection.defense().id(),
                                protection.defense().digest().hex(),
                                protection.crop().name(),
                                protection.surrogateIds(),
                                learned.photos()))
                .write(
                        source.kept().get(),
                        ImageFiles.png(learned.perturbation().picture().toPhoto()));
        kept = true;
    }
}
