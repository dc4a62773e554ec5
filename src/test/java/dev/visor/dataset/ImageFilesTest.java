package dev.visor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.Photo;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

    @Test
    void writesAPngThatHoldsEveryByte() throws IOException {
        Photo photo = noise(7, 5);

        Photo back = decoded(ImageFiles.png(photo));

        assertThat(back.rgb()).isEqualTo(photo.rgb());
        assertThat(back.width()).isEqualTo(7);
        assertThat(ImageIO.read(new ByteArrayInputStream(ImageFiles.png(photo))).getRGB(3, 2) & 0xffffff)
                .isEqualTo(photo.at(3, 2, 0) << 16 | photo.at(3, 2, 1) << 8 | photo.at(3, 2, 2));
    }

    @Test
    void writesIntoAFolderThatIsNotThereYet(@TempDir Path folder) throws IOException {
        Photo photo = noise(4, 4);

        ImageFiles.writePng(photo, folder.resolve("a/b/photo.png"));

        assertThat(ImageFiles.read(folder.resolve("a/b/photo.png")))
                .isInstanceOfSatisfying(
                        Reading.Decoded.class,
                        read -> assertThat(read.photo().rgb()).isEqualTo(photo.rgb()));
    }

    @Test
    void readsAJpegOfOneColor() throws IOException {
        Photo photo = decoded(jpeg(filled(BufferedImage.TYPE_INT_RGB, new Color(200, 100, 50))));

        assertThat(photo.at(8, 8, 0)).isBetween(198, 202);
        assertThat(photo.at(8, 8, 1)).isBetween(98, 102);
        assertThat(photo.at(8, 8, 2)).isBetween(48, 52);
    }

    @Test
    void repeatsGreyAsItIsWithoutAGammaCurve() throws IOException {
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 16, 16, 0, filledWith(100));

        for (String format : new String[] {"png", "jpeg"}) {
            Photo photo = decoded(written(grey, format));
            assertThat(new int[] {photo.at(5, 5, 0), photo.at(5, 5, 1), photo.at(5, 5, 2)})
                    .as(format)
                    .containsExactly(100, 100, 100);
        }
    }

    @Test
    void roundsSixteenBitsToEight() throws IOException {
        BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 128 * 257 + 129, 65535});

        assertThat(decoded(written(grey, "png")).rgb()).isEqualTo(bytes(0, 0, 0, 129, 129, 129, 255, 255, 255));
    }

    @Test
    void laysTransparencyOverWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.getRaster().setPixel(0, 0, new int[] {10, 20, 30, 0});
        image.getRaster().setPixel(1, 0, new int[] {0, 100, 200, 51});

        assertThat(decoded(written(image, "png")).rgb()).isEqualTo(bytes(255, 255, 255, 204, 224, 244));
    }

    @Test
    void looksColorsUpInAPalette() throws IOException {
        byte[] clear = {0, (byte) 255};
        IndexColorModel palette = new IndexColorModel(1, 2, bytes(9, 1), bytes(9, 2), bytes(9, 3), clear);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {1, 0});

        assertThat(decoded(written(image, "png")).rgb()).isEqualTo(bytes(1, 2, 3, 255, 255, 255));
    }

    /** The stored photo is 16 x 8 and white, but black in its upper left quarter; x and y say where black must end up. */
    @ParameterizedTest
    @CsvSource({
        "1, 16, 8, 2, 2", "2, 16, 8, 13, 2", "3, 16, 8, 13, 5", "4, 16, 8, 2, 5",
        "5, 8, 16, 2, 2", "6, 8, 16, 5, 2", "7, 8, 16, 5, 13", "8, 8, 16, 2, 13"
    })
    void turnsAPhotoUpright(int orientation, int width, int height, int blackX, int blackY) throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) {
                image.setRGB(x, y, x < 8 && y < 4 ? 0 : 0xffffff);
            }
        }
        Photo photo = decoded(withExif(jpeg(image), orientation));

        assertThat(photo.width()).isEqualTo(width);
        assertThat(photo.height()).isEqualTo(height);
        assertThat(photo.at(blackX, blackY, 0)).isLessThan(40);
        assertThat(photo.at(width - 1 - blackX, height - 1 - blackY, 0)).isGreaterThan(215);
    }

    @Test
    void readsPhotosWithDamagedMetadataAsUpright() throws IOException {
        byte[] file = withExif(jpeg(filled(BufferedImage.TYPE_INT_RGB, Color.RED)), 6);
        Arrays.fill(file, 12, 20, (byte) 0x77);

        assertThat(decoded(file).at(3, 3, 0)).isGreaterThan(250);
    }

    @Test
    void convertsCmyk() throws IOException {
        Photo red = decoded(cmykJpeg(new int[] {0, 255, 255, 0}));

        assertThat(red.at(8, 8, 0)).isGreaterThan(190);
        assertThat(red.at(8, 8, 1)).isLessThan(90);
    }

    @Test
    void readsTextAndBinaryMaps() {
        Photo expected = new Photo(2, 1, bytes(0, 0, 0, 255, 255, 255));

        assertThat(decoded(ascii("P2 # a comment\n2 1\n1\n0 1")).rgb()).isEqualTo(expected.rgb());
        assertThat(decoded(ascii("P5\n2 1 127\n\0\177")).rgb()).isEqualTo(expected.rgb());
        assertThat(decoded(ascii("P5\n2 1\n65535\n\0\0\u00ff\u00ff")).rgb()).isEqualTo(expected.rgb());
        assertThat(decoded(ascii("P3 1 1 255 1 2 3")).rgb()).isEqualTo(bytes(1, 2, 3));
        assertThat(decoded(ascii("P6 1 1 255\n\1\2\3")).rgb()).isEqualTo(bytes(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "hello",
                "P5",
                "P5 ",
                "P5 2 2 255\n\1\2\3",
                "P2 2 2 9 1 2 3",
                "P2 1 1 9 12",
                "P2 1 1 9 x",
                "P5 0 3 255\n",
                "P5 2 2 0\n1234",
                "P5 99999 99999 255\n1",
                "P6 999999999999 1 255\n1",
                "GIF89a"
            })
    void takesNoTextForAnImage(String file) {
        assertThat(ImageFiles.decode(ascii(file)))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isNotBlank());
    }

    @Test
    void takesAnyCutOffImageForUnreadable() throws IOException {
        for (byte[] whole : new byte[][] {jpeg(noisy()), ImageFiles.png(noise(16, 16))}) {
            for (int length = 0; length < whole.length - 2; length += 7) {
                assertThat(ImageFiles.decode(Arrays.copyOf(whole, length)))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(Reading.Unreadable.class);
            }
        }
    }

    @Test
    void survivesAnyDamage() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (byte[] whole : new byte[][] {jpeg(noisy()), ImageFiles.png(noise(16, 16)), ascii("P6 2 1 255\n123456")}) {
            for (int i = 0; i < 300; i++) {
                byte[] damaged = whole.clone();
                for (int k = 0; k < 4; k++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertThat(ImageFiles.decode(damaged)).isNotNull();
            }
        }
    }

    @Test
    void refusesAnAbsurdSizeBeforeItsPixels() throws IOException {
        byte[] png = ImageFiles.png(noise(16, 16));
        byte[] header = HexFormat.of().parseHex("7fffffff7fffffff0802000000");
        System.arraycopy(header, 0, png, 16, 13);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >> 24 - 8 * i);
        }

        assertThat(ImageFiles.decode(png))
                .isEqualTo(new Reading.Unreadable(
                        "the image claims 2147483647 x 2147483647 pixels, more than 64000000 in all"));
    }

    @Test
    void saysThatAFileIsMissing(@TempDir Path folder) {
        assertThat(ImageFiles.read(folder.resolve("gone.jpg")))
                .isEqualTo(new Reading.Unreadable("there is no such file"));
        assertThat(ImageFiles.read(folder)).isInstanceOf(Reading.Unreadable.class);
    }

    private static Photo decoded(byte[] file) {
        Reading reading = ImageFiles.decode(file);
        assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Decoded.class);
        return ((Reading.Decoded) reading).photo();
    }

    private static Photo noise(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        new SplittableRandom(1).nextBytes(rgb);
        return new Photo(width, height, rgb);
    }

    private static BufferedImage noisy() {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        new SplittableRandom(2).ints(32 * 32).forEach(new java.util.function.IntConsumer() {
            private int at;

            @Override
            public void accept(int value) {
                image.setRGB(at % 32, at++ / 32, value);
            }
        });
        return image;
    }

    private static BufferedImage filled(int type, Color color) {
        BufferedImage image = new BufferedImage(16, 16, type);
        image.createGraphics().fillRect(0, 0, 16, 16);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, color.getRGB());
        }
        return image;
    }

    private static int[] filledWith(int value) {
        int[] samples = new int[256];
        Arrays.fill(samples, value);
        return samples;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        return written(image, "jpeg");
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    /** With an APP1 segment that holds the orientation tag. */
    private static byte[] withExif(byte[] jpeg, int orientation) {
        return withSegment(
                jpeg,
                "ffe10022457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001"
                        + "%04x0000".formatted(orientation) + "00000000");
    }

    private static byte[] withSegment(byte[] jpeg, String hex) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(HexFormat.of().parseHex(hex));
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Four inks as Adobe stores them: inverted, in an Adobe segment that says "no transform". */
    private static byte[] cmykJpeg(int[] inks) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(
                    i % 16, i / 16, Arrays.stream(inks).map(v -> 255 - v).toArray());
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return withSegment(out.toByteArray(), "ffee000e41646f62650064000000000000");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
