package dev.visor.selftest.seeded;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;

/**
 * Plug-ins that break the contract of a defense, each in one way, and so that it would pay if nobody looked.
 */
public final class Misbehaving {

    private static final Budget SMALL = new Budget(4 / 255.);

    private Misbehaving() {}

    /** One face more, in front: everybody is handed a neighbor's. */
    public static Defense tooMany() {
        return (originals, context) -> {
            List<FaceImage> faces = new ArrayList<>(originals);
            faces.add(0, originals.get(0).mirrored());
            return faces;
        };
    }

    public static Defense tooFew() {
        return (originals, context) -> originals.subList(1, originals.size());
    }

    public static Defense nothing() {
        return (originals, context) -> null;
    }

    /** Makes a defense whose photos are half as wide and twice as high: as many pixels. */
    public static Defense wrongSize() {
        return (originals, context) -> originals.stream()
                .map(face -> new FaceImage(face.width() / 2, face.height() * 2, face.pixels()))
                .toList();
    }

    public static Defense notANumber() {
        return (originals, context) -> each(originals, value -> Double.NaN);
    }

    /** Makes a defense that goes beyond black and white, of which only black and white are left once it is stored. */
    public static Defense outOfRange() {
        return (originals, context) -> each(originals, value -> value < 140 ? -100 : 300);
    }

    /** Promises four steps, and returns somebody else. */
    public static Defense overBudget() {
        return new Bounded() {
            @Override
            public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
                return new Oracle().protect(originals, context);
            }

            @Override
            public boolean needsTargets() {
                return true;
            }
        };
    }

    /** Paints over the very image that the harness compares with: not a pixel has moved. */
    public static Defense writesInput() {
        return new Bounded() {
            @Override
            public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
                originals.forEach(face -> Arrays.fill(face.pixels(), 128));
                return originals;
            }
        };
    }

    /** Draws by a count of its own instead of the randomness that it is handed. */
    public static Defense ownRandomness() {
        AtomicLong calls = new AtomicLong();
        return (originals, context) -> {
            SplittableRandom own = new SplittableRandom(calls.getAndIncrement());
            return each(originals, value -> Math.max(0, Math.min(255, value + own.nextInt(-8, 9))));
        };
    }

    /** Hands the faces of a batch round: everybody is given another's, and all of them are real. */
    public static Defense swapsFaces() {
        return (originals, context) -> {
            List<FaceImage> faces = new ArrayList<>(originals);
            Collections.rotate(faces, 1);
            return faces;
        };
    }

    public static Defense throwsInSetUp() {
        return new Bounded() {
            @Override
            public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
                return originals;
            }

            @Override
            public Optional<Budget> budget() {
                throw new IllegalStateException("planted");
            }
        };
    }

    public static Defense throwing() {
        return (originals, context) -> {
            throw new IllegalStateException("planted");
        };
    }

    private static List<FaceImage> each(List<FaceImage> faces, DoubleUnaryOperator change) {
        return faces.stream()
                .map(face -> {
                    float[] pixels = new float[face.pixels().length];
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = (float) change.applyAsDouble(face.pixels()[i]);
                    }
                    return new FaceImage(face.width(), face.height(), pixels);
                })
                .toList();
    }

    /** Promises to move no pixel by more than four steps. */
    private abstract static class Bounded implements Defense {

        @Override
        public Optional<Budget> budget() {
            return Optional.of(SMALL);
        }
    }
}
