package dev.visor.harness.protection;

import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.defense.CompositeDefense;
import dev.visor.defense.CompositeDefense.Part;
import dev.visor.defense.Defense;
import dev.visor.defense.ReferencedDefense;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.mesh.FaceMesh;
import dev.visor.recognizer.mesh.MeshFinder;
import java.nio.file.Path;

/**
 * Shows defenses the references that their entries name. A reference lies beside no landmarks: its mesh is looked for in
 * the whole photo, and the points that a crop is laid by are taken from the mesh.
 */
final class ReferenceFaces {

    private ReferenceFaces() {}

    /**
     * Returns what makes a mask with all references shown.
     *
     * @throws InputError if a reference is no photo, or no face is seen in it
     */
    static ProtectionSpec shown(ProtectionSpec recipe) {
        Defense shown = shown(recipe.defense().id(), recipe.defense().plugin(), recipe);
        return shown == recipe.defense().plugin() ? recipe : recipe.with(shown);
    }

    private static Defense shown(String id, Defense defense, ProtectionSpec recipe) {
        if (defense instanceof ReferencedDefense referenced) {
            return referenced
                    .reference()
                    .map(file -> shown(id, referenced, file, recipe.meshFinder().orElseThrow(), recipe.crop()))
                    .orElse(defense);
        }
        if (defense instanceof CompositeDefense composed
                && composed.parts().stream().anyMatch(part -> part.defense() instanceof ReferencedDefense)) {
            return composed.with(composed.parts().stream()
                    .map(part -> new Part(part.id(), shown(part.id(), part.defense(), recipe)))
                    .toList());
        }
        return defense;
    }

    private static Defense shown(String id, ReferencedDefense defense, Path file, MeshFinder finder, Crop crop) {
        Reading reading = ImageFiles.read(file);
        if (reading instanceof Reading.Unreadable unreadable) {
            throw new InputError("%s, the reference of %s, is no photo: %s".formatted(file, id, unreadable.reason()));
        }
        Photo photo = ((Reading.Decoded) reading).photo();
        FaceMesh mesh = finder.find(photo)
                .orElseThrow(() -> new InputError(
                        "%s, the reference of %s, shows no face that the mesh network sees; take a photo with one face, in its middle and at least a fifth as high as the photo"
                                .formatted(file, id)));
        Landmarks landmarks = mesh.landmarks();
        return defense.shown(FaceCropper.crop(photo, landmarks, crop).quantized(), mesh.moved(crop.fit(landmarks)));
    }
}
