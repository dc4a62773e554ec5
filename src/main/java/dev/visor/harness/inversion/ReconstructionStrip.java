package dev.visor.harness.inversion;

import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.core.image.FaceImage;
import dev.visor.harness.inversion.Jury.JudgedReconstruction;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.protection.PhotoStrip;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pictures of the first people for the report: a real photo, and what each attack made of it. */
final class ReconstructionStrip {

    private static final int PEOPLE = 6;

    private ReconstructionStrip() {}

    /** Writes {@code images/DEFENSE/ATTACK/PERSON-real.png} and {@code -reconstructed.png}. */
    static void write(
            Path run,
            TrainedTargetModel target,
            Entry<TrainingSideAttack> attack,
            List<Reconstruction> made,
            List<JudgedReconstruction> reconstructions,
            InversionFaces faces,
            Jury jury) {
        Path folder = run.resolve("images").resolve(target.defense().id()).resolve(attack.id());
        Set<Integer> shown = new HashSet<>();
        for (int i = 0; i < made.size() && shown.size() < PEOPLE; i++) {
            JudgedReconstruction reconstruction = reconstructions.get(i);
            if (shown.add(reconstruction.person())) {
                String person = jury.person(reconstruction).value().replaceAll("[^A-Za-z0-9_.-]", "_");
                FaceImage real = faces.of(
                        reconstruction.photo().isPresent()
                                ? jury.trainingPhoto(reconstruction.photo().getAsInt())
                                : jury.training(reconstruction.person()).get(0));
                PhotoStrip.write(real, folder.resolve(person + "-real.png"));
                PhotoStrip.write(faces.toned(made.get(i).face()), folder.resolve(person + "-reconstructed.png"));
            }
        }
    }
}
