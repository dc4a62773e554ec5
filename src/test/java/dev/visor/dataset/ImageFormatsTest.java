package dev.visor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.Photo;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatsTest {

    /** 4 x 2 pixels of (60x + 10, 100y + 20, 200 - 30x), as libwebp writes them. */
    private static final String LOSSLESS_WEBP =
            "UklGRkAAAABXRUJQVlA4TDMAAAAvA0AAAD8gEEhxECNOJm2ze5oiv8IIsm1OUn+Uc4xk/qM/IeSNEAICATK2oMWDFhH9DzwA";

    /** The same enlarged to 16 x 16. */
    private static final String LOSSY_WEBP =
            "UklGRlIAAABXRUJQVlA4IEYAAABQAgCdASoQABAAAUAmJbACdLoAAw8ZmhosjAAA/v4ltq6gMWxLK2X2tFf/dA5Jy7Gv7eXf0Xk4Mv/8"
                    + "vTLLHtjT5+E8GZgA";

    /** The same of 4 x 2 pixels, the first transparent, the second of opacity 51. */
    private static final String TRANSPARENT_WEBP =
            "UklGRkYAAABXRUJQVlA4TDkAAAAvA0AAED8gEEhxECNOJm2ze5oiv8IIsm1OUn+Uc4xEIJDktL/BUNGPoskbIQQEAmRsQYsHLSL6H3gA";

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "gif", "tiff", "png"})
    void readsWhatIsWrittenWithoutLoss(String format) throws IOException {
        assertThat(decoded(written(squares(), format)).rgb()).isEqualTo(pixels(squares()));
    }

    @Test
    void readsWebP() {
        assertThat(decoded(webp(LOSSLESS_WEBP)).rgb()).isEqualTo(pixels(steps()));
        Photo lossy = decoded(webp(LOSSY_WEBP));
        assertThat(lossy.width()).isEqualTo(16);
        assertThat(lossy.at(8, 8, 0)).isBetween(90, 126);
        assertThat(lossy.at(8, 8, 2)).isBetween(133, 169);
    }

    @Test
    void keepsTheOpacityBesideWhatIsSeenOverWhite() {
        Photo photo = decoded(webp(TRANSPARENT_WEBP));

        assertThat(photo.opacity().orElseThrow()).startsWith(0, 51, 255, 255);
        assertThat(Arrays.copyOf(photo.rgb(), 6)).isEqualTo(bytes(255, 255, 255, 218, 208, 238));
    }

    @Test
    void takesTheFirstFrameOfAGifAtItsPlaceOnTheScreen() throws IOException {
        byte[] small = written(squares(), "gif");
        // A screen of 20 x 18 with the frame at (3, 2).
        byte[] file = small.clone();
        int frame = indexOf(file, 0x2c, 13 + (3 << (file[10] & 7) + 1));
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 20)
                .putShort(8, (short) 18);
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(frame + 1, (short) 3)
                .putShort(frame + 3, (short) 2);

        Photo photo = decoded(file);

        assertThat(new int[] {photo.width(), photo.height()}).containsExactly(20, 18);
        assertThat(photo.at(3, 2, 0)).isEqualTo(decoded(small).at(0, 0, 0));
        assertThat(photo.at(0, 0, 0)).isEqualTo(255);
        assertThat(photo.opacity().orElseThrow()[0]).isZero();
    }

    @Test
    void turnsATiffUpright() throws IOException {
        byte[] file = written(steps(), "tiff");
        Photo upright = decoded(withTiffTag(file, 274, 6));

        assertThat(new int[] {upright.width(), upright.height()}).containsExactly(2, 4);
        assertThat(upright.at(1, 0, 0)).isEqualTo(10);
    }

    @Test
    void refusesACamerasRawFileInsteadOfReadingItsPreview() throws IOException {
        assertThat(reason(withTiffTag(written(steps(), "tiff"), 254, 1))).contains("preview");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp", "gif", "tiff", "webp"})
    void takesAnyCutOffImageForUnreadable(String format) throws IOException {
        byte[] whole = format.equals("webp") ? webp(LOSSY_WEBP) : written(squares(), format);
        for (int length = 0; length < whole.length * 2 / 3; length += 5) {
            assertThat(ImageFiles.decode(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(Reading.Unreadable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0000001c6674797068656963, HEIC",
        "0000001c6674797061766966, AVIF",
        "0000000c4a584c200d0a870a, JPEG XL",
        "0000000c6a5020200d0a870a, JPEG 2000",
        "384250530001000000000000, Photoshop"
    })
    void namesFormatsThatAreNotRead(String hex, String name) {
        assertThat(reason(java.util.HexFormat.of().parseHex(hex)))
                .isEqualTo("images in the format " + name + " are not read: convert it to JPEG or PNG");
    }

    @Test
    @Timeout(20)
    void aTiffWhoseDirectoriesRunInACircleIsReadAllTheSame() throws IOException {
        byte[] file = written(squares(), "tiff");
        ByteBuffer in = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        in.putInt(directory + 2 + 12 * in.getShort(directory), directory);

        assertThat(decoded(file).rgb()).isEqualTo(pixels(squares()));
    }

    @Test
    @Timeout(20)
    void refusesAbsurdSizesOfEveryFormat() {
        byte[] gif = "GIF89a\377\377\377\377\0\0\0,\0\0\0\0\377\377\377\377\0\2\1\0\0;"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] webp = webp(LOSSLESS_WEBP);
        ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0fffffff);
        ByteBuffer bmp = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {'B', 'M'});
        bmp.putInt(10, 54)
                .putInt(14, 40)
                .putInt(18, 100_000)
                .putInt(22, 100_000)
                .putShort(26, (short) 1);
        bmp.putShort(28, (short) 24);

        for (byte[] file : new byte[][] {gif, webp, bmp.array()}) {
            assertThat(reason(file)).startsWith("the image claims ");
        }
    }

    @Test
    void aDeviceIsNoPhoto() {
        assertThat(ImageFiles.read(Path.of("/dev/zero"))).isEqualTo(new Reading.Unreadable("it is no regular file"));
    }

    @Test
    void tellsWhatLiesInAFolderByItsContent(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("photo.txt"), written(squares(), "bmp"));
        Files.write(folder.resolve("photo"), webp(LOSSLESS_WEBP));
        Files.write(folder.resolve(".hidden.png"), written(squares(), "png"));
        Files.write(folder.resolve("phone.jpg"), java.util.HexFormat.of().parseHex("0000001c6674797068656963"));
        Files.writeString(folder.resolve("notes.jpg"), "no photo");
        Files.createFile(folder.resolve("cut.png"));
        Files.createDirectory(folder.resolve("more"));
        Files.createSymbolicLink(folder.resolve("gone.jpg"), folder.resolve("nowhere"));

        PhotoFiles found = PhotoFiles.in(folder);

        assertThat(found.photos()).containsExactlyInAnyOrder(folder.resolve("photo.txt"), folder.resolve("photo"));
        assertThat(PhotoFiles.told(found.leftOut()))
                .isEqualTo(
                        "1 HEIC, 1 empty files, 1 folders within a folder of photos, 1 hidden, 1 no files, 1 no images");
    }

    private static Photo decoded(byte[] file) {
        Reading reading = ImageFiles.decode(file);
        assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Decoded.class);
        return ((Reading.Decoded) reading).photo();
    }

    private static String reason(byte[] file) {
        Reading reading = ImageFiles.decode(file);
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).reason();
    }

    private static byte[] webp(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    /** 16 x 16 pixels of four colors. */
    private static BufferedImage squares() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        Color[] colors = {new Color(0x336699), Color.RED, Color.WHITE, Color.BLACK};
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, colors[(i / 5) % 4].getRGB());
        }
        return image;
    }

    private static BufferedImage steps() {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 8; i++) {
            int x = i % 4;
            image.setRGB(x, i / 4, new Color(60 * x + 10, 100 * (i / 4) + 20, 200 - 30 * x).getRGB());
        }
        return image;
    }

    private static byte[] pixels(BufferedImage image) {
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
        for (int i = 0; i < rgb.length / 3; i++) {
            int color = image.getRGB(i % image.getWidth(), i / image.getWidth());
            rgb[3 * i] = (byte) (color >> 16);
            rgb[3 * i + 1] = (byte) (color >> 8);
            rgb[3 * i + 2] = (byte) color;
        }
        return rgb;
    }

    /** Sets a short, or puts a directory with one more entry behind the file, and points the header to it. */
    private static byte[] withTiffTag(byte[] file, int tag, int value) {
        ByteOrder order = file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer in = ByteBuffer.wrap(file).order(order);
        int directory = in.getInt(4);
        int count = in.getShort(directory);
        for (int i = 0; i < count; i++) {
            int at = directory + 2 + 12 * i;
            if ((in.getShort(at) & 0xffff) == tag) {
                in.putShort(at + 8, (short) value);
                return file;
            }
        }
        ByteBuffer out = ByteBuffer.allocate(file.length + 6 + 12 * (count + 1)).order(order);
        out.put(file).putInt(4, file.length).putShort((short) (count + 1));
        boolean put = false;
        for (int i = 0; i <= count; i++) {
            int at = directory + 2 + 12 * (put ? i - 1 : i);
            if (!put && (i == count || (in.getShort(at) & 0xffff) > tag)) {
                out.putShort((short) tag)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) value)
                        .putShort((short) 0);
                put = true;
            } else {
                out.put(file, at, 12);
            }
        }
        return out.putInt(0).array();
    }

    private static int indexOf(byte[] file, int value, int from) {
        int at = from;
        while ((file[at] & 0xff) != value) {
            at++;
        }
        return at;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
