package dev.visor.defense.composition;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
import dev.visor.core.Trust;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.CompositeDefense;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Several defenses as one: each is applied to the 8-bit faces that the one before it made.
 *
 * <p>Each part is held to its own budget and its own area, and the whole to their sum. It needs what any of its parts needs; a part that asks for
 * no targets, names or meshes is told none. The order matters: the last part's change stands as it was made, and all others lie below it.
 */
public final class Composed implements CompositeDefense {

    /** Float rounding may exceed a part's budget by this much, in pixel values. */
    private static final double SLACK = 1e-3;

    private final List<String> names;
    private final List<Part> parts;

    /** @param compose entries of defenses, from the first that is applied; two at least */
    public record Params(List<String> compose) {

        public Params {
            compose = List.copyOf(compose);
            if (compose.size() < 2) {
                throw new IllegalArgumentException(
                        "compose must name two defenses or more, such as [tip-im-paper, watermark], got " + compose);
            }
        }
    }

    /** Names the parts; {@link #of} makes what can protect. */
    public Composed(Params params) {
        this(params.compose(), List.of());
    }

    private Composed(List<String> names, List<Part> parts) {
        this.names = names;
        this.parts = List.copyOf(parts);
    }

    /**
     * Composes defenses.
     *
     * @throws IllegalArgumentException if they do not fit together; the sentence says which and why
     */
    public static Composed of(List<Part> parts) {
        Composed composed = new Composed(parts.stream().map(Part::id).toList(), parts);
        composed.require(
                composed.all(Defense::protectsPhotos) || !composed.any(Defense::protectsPhotos),
                "one of its parts protects whole photos and another faces; compose defenses of one kind");
        composed.require(
                composed.all(Defense::cutAsSurrogates) || !composed.any(Defense::cutAsSurrogates),
                "its parts want faces cut in different ways; compose defenses of one crop");
        composed.require(
                parts.stream()
                                .mapToInt(part -> part.defense().group())
                                .filter(group -> group > 1)
                                .distinct()
                                .count()
                        < 2,
                "its parts take photos in groups of different sizes; give them one size");
        composed.require(
                Crop.all().values().stream()
                        .allMatch(usual -> parts.stream()
                                        .map(part -> part.defense().crop(usual))
                                        .distinct()
                                        .count()
                                == 1),
                "its parts want faces of different crops; compose defenses of one crop");
        return composed;
    }

    private void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new IllegalArgumentException("compose holds " + names + ", which cannot be composed: " + otherwise);
        }
    }

    /** Returns the entries that it names, in the order in which they are applied. */
    public List<String> names() {
        return names;
    }

    /** Returns the parts; none before {@link #of}. */
    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public Composed with(List<Part> others) {
        return of(others);
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> faces = originals;
        for (Part part : parts) {
            List<FaceImage> before = copies(faces);
            List<FaceImage> after = part.defense().protect(faces, told(part.defense(), context));
            if (after == null || after.size() != before.size() || after.contains(null)) {
                throw new ContractViolation(
                        "part %s did not return one face for each of %d originals".formatted(part.id(), before.size()));
            }
            List<FaceImage> kept = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                kept.add(rounded(part, before.get(i), after.get(i), area(part, before.get(i), context, i)));
            }
            faces = kept;
        }
        return faces;
    }

    private static List<FaceImage> copies(List<FaceImage> faces) {
        return faces.stream()
                .map(face ->
                        new FaceImage(face.width(), face.height(), face.pixels().clone()))
                .toList();
    }

    private static Optional<boolean[]> area(Part part, FaceImage before, DefenseContext context, int i) {
        return context.facts().isEmpty()
                ? Optional.empty()
                : part.defense().area(before, context.facts().get(i));
    }

    /** Returns what a part may know of the world: of what was asked for the whole, what it asks for itself. */
    private static DefenseContext told(Defense part, DefenseContext context) {
        return new DefenseContext(
                context.surrogates(),
                part.needsTargets() ? context.targets() : List.of(),
                context.randoms(),
                context.facts().stream().map(facts -> told(part, facts)).toList());
    }

    private static PhotoFacts told(Defense part, PhotoFacts facts) {
        return new PhotoFacts(
                facts.landmarks(),
                part.needsIdentity() ? facts.subject() : Optional.empty(),
                facts.scale(),
                Optional.empty(),
                part.needsMesh() ? facts.mesh() : Optional.empty());
    }

    /** Rounds to 8 bits within the part's budget, once the part is found to have kept to it. */
    private static FaceImage rounded(Part part, FaceImage before, FaceImage after, Optional<boolean[]> area) {
        if (!after.sameShapeAs(before)) {
            throw new ContractViolation("part %s returned a face of %d x %d for one of %d x %d"
                    .formatted(part.id(), after.width(), after.height(), before.width(), before.height()));
        }
        double allowed = part.defense().budget().map(Budget::inPixels).orElse(255.);
        float[] pixels = after.quantized().pixels().clone();
        for (int k = 0; k < pixels.length; k++) {
            double moved = Math.abs(after.pixels()[k] - before.pixels()[k]);
            if (!(moved <= allowed + SLACK)) {
                throw new ContractViolation("part %s moved a pixel by %.3f, and its own budget is %.3f"
                        .formatted(part.id(), moved, allowed));
            }
            int pixel = k % (before.width() * before.height());
            if (area.isPresent() && !area.get()[pixel] && moved > SLACK) {
                throw new ContractViolation("part %s changed the pixel at %d, %d, beside its own area"
                        .formatted(part.id(), pixel % before.width(), pixel / before.width()));
            }
            float whole = (float) Math.floor(allowed + SLACK);
            float from = before.pixels()[k];
            pixels[k] = Math.max(from - whole, Math.min(from + whole, pixels[k]));
        }
        return new FaceImage(before.width(), before.height(), pixels);
    }

    /** Returns the sum of the parts' budgets; empty if one of them promises no bound. */
    @Override
    public Optional<Budget> budget() {
        double sum = 0;
        for (Part part : parts) {
            Optional<Budget> own = part.defense().budget();
            if (own.isEmpty()) {
                return Optional.empty();
            }
            sum += own.get().epsilon();
        }
        return Optional.of(new Budget(Math.min(1, sum)));
    }

    /** Returns the pixels that some part may change; empty if one of them may change all. */
    @Override
    public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
        boolean[] union = new boolean[original.width() * original.height()];
        for (Part part : parts) {
            Optional<boolean[]> own = part.defense().area(original, facts);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            IntStream.range(0, union.length).forEach(i -> union[i] |= own.get()[i]);
        }
        return Optional.of(union);
    }

    private boolean any(Predicate<Defense> question) {
        return parts.stream().map(Part::defense).anyMatch(question);
    }

    private boolean all(Predicate<Defense> question) {
        return parts.stream().map(Part::defense).allMatch(question);
    }

    @Override
    public boolean needsSurrogates() {
        return any(Defense::needsSurrogates);
    }

    @Override
    public boolean needsTargets() {
        return any(Defense::needsTargets);
    }

    @Override
    public boolean needsIdentity() {
        return any(Defense::needsIdentity);
    }

    @Override
    public boolean needsMesh() {
        return any(Defense::needsMesh);
    }

    @Override
    public boolean needsTraining() {
        return any(Defense::needsTraining);
    }

    @Override
    public int group() {
        return parts.stream().mapToInt(part -> part.defense().group()).max().orElse(1);
    }

    @Override
    public boolean protectsPhotos() {
        return any(Defense::protectsPhotos);
    }

    @Override
    public boolean cutAsSurrogates() {
        return all(Defense::cutAsSurrogates);
    }

    @Override
    public Crop crop(Crop usual) {
        return parts.stream()
                .findFirst()
                .map(part -> part.defense().crop(usual))
                .orElse(usual);
    }

    @Override
    public OptionalInt batch() {
        return parts.stream()
                .flatMapToInt(part -> part.defense().batch().stream())
                .min();
    }

    @Override
    public boolean repeatable() {
        return all(Defense::repeatable);
    }

    /** Returns the trust in the part that can be believed least. */
    @Override
    public Trust trust() {
        return parts.stream().map(part -> part.defense().trust()).reduce(Trust.BUILT_IN, Trust::weaker);
    }

    @Override
    public List<String> said() {
        return parts.stream().flatMap(part -> part.defense().said().stream()).toList();
    }
}
