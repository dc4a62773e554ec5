package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the color information of a PNG, in the standard's order: {@code cICP}, else {@code iCCP}, else {@code sRGB}, else {@code gAMA}
 * with {@code cHRM} (Portable Network Graphics, third edition, section 4.3).
 */
final class PngColors {

    /**
     * The gamma of sRGB in the units of {@code gAMA}; what is as near to it as 5 % is meant to be sRGB, as libpng takes
     * it.
     */
    private static final double SRGB_GAMMA = 45_455;

    private static final double NEAR = .05;

    /** The primaries of sRGB in the units of {@code cHRM}: white, red, green, blue (IEC 61966-2-1). */
    static final int[] SRGB_PRIMARIES = {31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000};

    private static final int[] P3_PRIMARIES = {31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000};

    private static final int[] BT2020_PRIMARIES = {31_270, 32_900, 70_800, 29_200, 17_000, 79_700, 13_100, 4_600};

    /** Primaries may be rounded to three digits. */
    private static final int SAME_PRIMARY = 200;

    private static final int HUNDRED_THOUSAND = 100_000;

    private PngColors() {}

    static Photo applied(Photo photo, PngChunks chunks) throws UnreadableImage {
        Optional<ByteBuffer> code = chunks.told("cICP").filter(c -> c.capacity() >= 4);
        if (code.isPresent()) {
            return coded(photo, code.get());
        }
        if (chunks.told("iCCP").isPresent()) {
            Optional<byte[]> profile = chunks.profile();
            return profile.isPresent() ? ColorProfile.applied(photo, profile.get()) : photo;
        }
        return chunks.told("sRGB").isPresent() ? photo : measured(photo, chunks);
    }

    /** Reads colors by the code points of ITU-T H.273; those of high dynamic range do not fit into 8 bits. */
    private static Photo coded(Photo photo, ByteBuffer code) throws UnreadableImage {
        int primaries = code.get(0);
        int transfer = code.get(1);
        int[] colors =
                switch (primaries) {
                    case 1, 2 -> SRGB_PRIMARIES;
                    case 9 -> BT2020_PRIMARIES;
                    case 12 -> P3_PRIMARIES;
                    default -> null;
                };
        Tone tone =
                switch (transfer) {
                    case 1, 2, 6, 13, 14, 15 -> Tone.SRGB;
                    case 4 -> Tone.gamma(2.2);
                    case 8 -> Tone.gamma(1);
                    default -> null;
                };
        if (colors == null || tone == null || code.get(2) != 0 || code.get(3) == 0) {
            throw new UnreadableImage(String.format(
                    Locale.ROOT,
                    "the PNG's colors (cICP %d, %d, %d, %d) cannot be shown in 8 bits of sRGB",
                    primaries,
                    transfer,
                    code.get(2),
                    code.get(3)));
        }
        return same(colors) && tone.equals(Tone.SRGB) ? photo : new Primaries(colors, tone).toSrgb(photo);
    }

    private static Photo measured(Photo photo, PngChunks chunks) {
        Optional<Integer> gamma = chunks.told("gAMA")
                .filter(c -> c.capacity() == 4)
                .map(c -> c.getInt(0))
                .filter(g -> g > 0);
        Optional<int[]> told =
                chunks.told("cHRM").filter(c -> c.capacity() == 32).map(PngColors::primaries);
        if (gamma.isEmpty()) {
            return photo;
        }
        Tone tone = Math.abs(gamma.get() / SRGB_GAMMA - 1) < NEAR
                ? Tone.SRGB
                : Tone.gamma((double) HUNDRED_THOUSAND / gamma.get());
        int[] colors = told.filter(Primaries::sound).orElse(SRGB_PRIMARIES);
        return same(colors) && tone.equals(Tone.SRGB) ? photo : new Primaries(colors, tone).toSrgb(photo);
    }

    private static int[] primaries(ByteBuffer chunk) {
        int[] values = new int[8];
        chunk.duplicate().rewind().asIntBuffer().get(values);
        return values;
    }

    private static boolean same(int[] colors) {
        for (int i = 0; i < colors.length; i++) {
            if (Math.abs(colors[i] - SRGB_PRIMARIES[i]) > SAME_PRIMARY) {
                return false;
            }
        }
        return true;
    }
}
