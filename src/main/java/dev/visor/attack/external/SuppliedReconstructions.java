package dev.visor.attack.external;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Reconstruction;
import dev.visor.core.AttackerAccess;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.core.text.Printable;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.external.LocalFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reconstructions that were made elsewhere, in place of an attack: {@code DEFENSE/PERSON/NAME.png}. Nothing is asked of any
 * model, so there is no baseline but wrong names.
 */
public final class SuppliedReconstructions implements InversionAttack {

    private final Params params;

    /**
     * Settings.
     *
     * @param images a folder beside the entry's file: in it one for each defense of the suite, in that one for each person
     * @param access what whoever made them had of the models, as they say
     * @param knowledge whether they knew the mechanism of what they attacked
     */
    public record Params(LocalFolder images, AttackerAccess access, Knowledge knowledge) {

        public Params {
            if (access == AttackerAccess.NONE || access == AttackerAccess.KEY) {
                throw new IllegalArgumentException(
                        "access must be white-box, scores, label-only or leaked-data, got \"" + access.word() + "\"");
            }
        }
    }

    public SuppliedReconstructions(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return params.access();
    }

    @Override
    public Knowledge knowledge() {
        return params.knowledge();
    }

    @Override
    public Trust trust() {
        return Trust.SUPPLIED;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        params.images().files().requireUnchanged();
        boolean byPhoto = params.access() == AttackerAccess.LEAKED_DATA;
        Map<Integer, List<Wanted>> wanted = new HashMap<>();
        List<Reconstruction> made = new ArrayList<>();
        for (Wanted one : task.wanted()) {
            wanted.computeIfAbsent(one.person(), person -> new ArrayList<>()).add(one);
        }
        Map<Integer, List<FaceImage>> images = new HashMap<>();
        wanted.forEach((person, all) -> images.put(person, images(task, person, byPhoto ? all.size() : task.tries())));
        for (Wanted one : task.wanted()) {
            List<FaceImage> own = images.get(one.person());
            if (byPhoto) {
                made.add(new Reconstruction(
                        one.person(),
                        one.photo(),
                        own.get(wanted.get(one.person()).indexOf(one))));
            } else {
                own.forEach(face -> made.add(Reconstruction.of(one.person(), face)));
            }
        }
        return made;
    }

    /** Returns as many images of a person as are judged; a single one stands for all. */
    private List<FaceImage> images(InversionTask task, int person, int judged) {
        String folder =
                task.names().defense() + "/" + task.names().people().get(person).value();
        List<String> files = params.images().in(folder);
        if (files.size() != 1 && files.size() != judged) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "supplied images %s: %s holds %d images, expected %s; where a method reconstructs nobody, supply a grey image",
                    params.images().name(),
                    Printable.brief(folder),
                    files.size(),
                    judged == 1 ? "1" : "1 or " + judged));
        }
        List<FaceImage> faces = new ArrayList<>();
        for (int i = 0; i < judged; i++) {
            faces.add(
                    files.size() == 1 && i > 0
                            ? faces.get(0)
                            : face(files.get(i), task.target().side()));
        }
        return faces;
    }

    private FaceImage face(String name, int side) {
        Reading reading = ImageFiles.read(params.images().files().file(name));
        if (reading instanceof Reading.Unreadable unreadable) {
            throw new InputError("supplied images %s: %s cannot be read: %s"
                    .formatted(params.images().name(), Printable.brief(name), unreadable.reason()));
        }
        FaceImage face = FaceImage.ofPhoto(((Reading.Decoded) reading).photo());
        if (face.width() != side || face.height() != side) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "supplied images %s: %s has %d x %d pixels, and the faces of the suite %d x %d; scale it",
                    params.images().name(),
                    Printable.brief(name),
                    face.width(),
                    face.height(),
                    side,
                    side));
        }
        return face;
    }
}
