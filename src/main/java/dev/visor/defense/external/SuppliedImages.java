package dev.visor.defense.external;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
import dev.visor.core.Digest;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Images that were made elsewhere, in place of a defense: what comes back for a photo is what was supplied for it. A photo for which
 * nothing was supplied comes back as it is: its owner would have shared it so.
 */
public final class SuppliedImages implements Defense {

    private final boolean wholePhotos;
    private final Optional<Budget> budget;
    private final boolean differentiates;
    private final Map<Digest, String> names;
    private final Function<String, FaceImage> images;

    /**
     * Takes the images.
     *
     * @param wholePhotos whether they are whole photos, or cut faces
     * @param budget that they keep; empty if they are held to none
     * @param differentiates whether recognizers of the suite were differentiated to make them
     * @param names of the images, by the digest of their original
     * @param images by their names; read when they are asked for
     */
    public SuppliedImages(
            boolean wholePhotos,
            Optional<Budget> budget,
            boolean differentiates,
            Map<Digest, String> names,
            Function<String, FaceImage> images) {
        this.wholePhotos = wholePhotos;
        this.budget = budget;
        this.differentiates = differentiates;
        this.names = Map.copyOf(names);
        this.images = images;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream().map(this::of).toList();
    }

    private FaceImage of(FaceImage original) {
        String name = names.get(original.digest());
        if (name == null) {
            return original;
        }
        FaceImage supplied = images.apply(name);
        if (!supplied.sameShapeAs(original)) {
            throw new ContractViolation("image " + name + " has another size than its original");
        }
        return supplied;
    }

    @Override
    public Optional<Budget> budget() {
        return budget;
    }

    @Override
    public boolean protectsPhotos() {
        return wholePhotos;
    }

    @Override
    public boolean needsSurrogates() {
        return differentiates;
    }

    @Override
    public boolean cutAsSurrogates() {
        return false;
    }

    @Override
    public Trust trust() {
        return Trust.SUPPLIED;
    }
}
