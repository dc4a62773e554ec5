package dev.visor.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.image.Photo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngColorsTest {

    private static final long PIXELS = 64_000_000;

    /** A profile with the primaries of Display P3 and a gamma of 2.2, deflated. */
    private static final byte[] P3 = Base64.getDecoder()
            .decode(
                    "eNpjYGA8wgAETA4MDLl5JUVB7k4KEZFRCuxPGBiBEAwSk4sLGPCCb9cgai/rMpAOOFJSi5OB9BMgTigvKShhYGB0AbJFioAOAbIjQOx0"
                            + "CDsHxE6CsBvAakKCnIHsKUC2QDqEvQTEToKwt4DYUPNBgKUoPYmB2gAUXujhgBBrvs/AYLv/////uxFiXvsZGDaaMzBw7USI"
                            + "aVgwMAhyMzCc2JlcWlQGNZqRyZiBgRAfALxNNlc=");

    private static final byte[] SKIN = {(byte) 234, (byte) 186, (byte) 163};

    @Test
    void anEmbeddedProfileIsAppliedAsThatOfAJpegIs() throws IOException {
        byte[] p3 = decode(chunk("iCCP", joined(new byte[] {'p', 0, 0}, P3))).rgb();

        // As the same profile in a JPEG.
        assertNear(p3, 244, 185, 161);
    }

    @Test
    void withoutAProfileOrWithThatOfSrgbTheBytesStay() throws IOException {
        byte[] iccp = chunk("iCCP", joined(new byte[] {'p', 0, 0}, new byte[] {1, 2, 3}));
        for (byte[] more : List.of(
                new byte[0],
                chunk("sRGB", new byte[1]),
                joined(chunk("sRGB", new byte[1]), chunk("gAMA", number(100_000))),
                chunk("gAMA", number(45_455)),
                chunk("cICP", new byte[] {1, 13, 0, 1}),
                iccp)) {
            assertThat(decode(more).rgb()).isEqualTo(SKIN);
        }
    }

    @Test
    void aGammaAndPrimariesAreApplied() throws IOException {
        int[] p3 = {31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000};
        ByteBuffer primaries = ByteBuffer.allocate(32);
        Arrays.stream(p3).forEach(primaries::putInt);
        byte[] chrm = chunk("cHRM", primaries.array());

        // Linear light 234 / 255 is 245.6 in sRGB, 186 / 255 is 221.1, 163 / 255 is 208.8.
        assertNear(decode(chunk("gAMA", number(100_000))).rgb(), 246, 221, 209);
        assertNear(decode(joined(chunk("gAMA", number(45_455)), chrm)).rgb(), 243, 184, 160);
        assertNear(decode(chunk("cICP", new byte[] {12, 13, 0, 1})).rgb(), 243, 184, 160);
    }

    @Test
    void colorsBeyondEightBitsAreRefused() {
        assertThatThrownBy(() -> decode(chunk("cICP", new byte[] {9, 16, 0, 1})))
                .hasMessageContaining("cannot be shown in 8 bits");
    }

    @Test
    @Timeout(30)
    void aProfileThatUnpacksWithoutEndIsRefused() throws IOException {
        byte[] bomb = joined(new byte[] {'p', 0, 0}, deflated(new byte[200 << 20]));

        assertThatThrownBy(() -> decode(chunk("iCCP", bomb)))
                .hasMessageContaining("unpacks to more than 4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt"})
    @Timeout(30)
    void aTextThatUnpacksWithoutEndIsNotUnpacked(String type) throws IOException {
        byte[] head = type.equals("zTXt") ? new byte[] {'x', 0, 0} : new byte[] {'x', 0, 1, 0, 0, 0};
        byte[] text = chunk(type, joined(head, deflated(new byte[200 << 20])));
        byte[] indexed = png(3, new byte[] {0, 0}, joined(chunk("PLTE", SKIN), text));

        assertThat(Png.decode(indexed, PIXELS).rgb()).isEqualTo(SKIN);
    }

    @Test
    void aGreyPhotoStaysGreyInItsCopyWhateverWasPaintedIntoIt() throws IOException {
        Photo grey = new Photo(2, 1, new byte[] {9, 9, 9, 80, 80, 80}, true, Optional.empty());
        byte[] copy = Png.encode(grey.repainted(new byte[] {9, 9, 9, 100, 80, 60}));

        assertThat(copy[25]).as("one channel").isZero();
        assertThat(Png.decode(copy, PIXELS).rgb()).isEqualTo(new byte[] {9, 9, 9, 84, 84, 84});
    }

    @Test
    void aTransparentPhotoStaysTransparentInItsCopy() throws IOException {
        byte[] opacity = {0, (byte) 128, (byte) 255};
        byte[] seen = {-1, -1, -1, (byte) 200, (byte) 180, (byte) 160, 1, 2, 3};
        byte[] copy = Png.encode(new Photo(3, 1, seen, false, Optional.of(opacity)));

        Photo back = Png.decode(copy, PIXELS);
        assertThat(back.opacity().orElseThrow()).isEqualTo(opacity);
        for (int i = 0; i < seen.length; i++) {
            assertThat(back.rgb()[i] & 0xff).isBetween((seen[i] & 0xff) - 1, (seen[i] & 0xff) + 1);
        }
    }

    private static void assertNear(byte[] rgb, int... expected) {
        for (int c = 0; c < 3; c++) {
            assertThat(rgb[c] & 0xff).as(Arrays.toString(rgb)).isBetween(expected[c] - 1, expected[c] + 1);
        }
    }

    private static Photo decode(byte[] chunks) throws IOException {
        return Png.decode(png(2, joined(new byte[1], SKIN), chunks), PIXELS);
    }

    /** One pixel. */
    private static byte[] png(int type, byte[] row, byte[] chunks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(PngChunks.SIGNATURE);
        out.write(chunk("IHDR", HexFormat.of().parseHex("000000010000000108%02x000000".formatted(type))));
        out.write(chunks);
        out.write(chunk("IDAT", deflated(row)));
        out.write(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body = joined(type.getBytes(StandardCharsets.US_ASCII), data);
        CRC32 crc = new CRC32();
        crc.update(body);
        return joined(joined(number(data.length), body), number((int) crc.getValue()));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
