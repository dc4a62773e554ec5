package dev.visor.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.FaceImage;
import dev.visor.dataset.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Images of a result: the one form that is taken, and a clause for every other. */
class ResultFolderTest {

    private static final int WIDTH = 12;
    private static final int HEIGHT = 10;
    private static final FaceImage IMAGE = CommandBatchTest.image(WIDTH, HEIGHT, 1);
    private static final JobImage ORIGINAL = new JobImage("000001", IMAGE, Optional.empty(), 0);
    private static final byte[] PNG = ImageFiles.png(IMAGE.toPhoto());

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("000001.png");
    }

    private interface Spoiler {
        void spoil() throws IOException;
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> everyBrokenImageIsNamedInAClause() {
        return java.util.stream.Stream.of(
                broken("nothing", "is missing", () -> {}),
                broken("an empty file", "cannot be read: the file is empty", () -> put(new byte[0])),
                broken("half a PNG", "cannot be read: the PNG is truncated", () -> put(Arrays.copyOf(PNG, 70))),
                broken("a PNG without its end", "the PNG is truncated", () -> put(Arrays.copyOf(PNG, PNG.length - 12))),
                broken("a flipped bit", "the checksum of its IDAT chunk does not match", () -> put(flipped())),
                broken("a page", "is no JPEG, PNG", () -> put("<html>404</html>")),
                broken(
                        "a pointer to a file",
                        "is no JPEG, PNG",
                        () -> put("version https://git-lfs.github.com/spec/v1")),
                broken("a text", "is no JPEG, PNG", () -> put("000001")),
                broken("a folder", "is no regular file", () -> Files.createDirectory(file)),
                broken("a link", "is no regular file", () -> Files.createSymbolicLink(file, other())),
                broken(
                        "a link to nothing",
                        "is no regular file",
                        () -> Files.createSymbolicLink(file, Path.of("/no/such"))),
                broken("another width", "has 13 x 10 pixels, and its photo 12 x 10", () -> put(13, 10)),
                broken("another height", "has 12 x 9 pixels", () -> put(12, 9)),
                broken("a turned image", "has 10 x 12 pixels", () -> put(10, 12)),
                broken("twice the size", "has 24 x 20 pixels", () -> put(24, 20)),
                broken("one pixel", "has 1 x 1 pixels", () -> put(1, 1)),
                broken("an alpha channel", "has an alpha channel", () -> put(BufferedImage.TYPE_4BYTE_ABGR, "png")),
                broken("a palette", "has a palette", () -> put(BufferedImage.TYPE_BYTE_INDEXED, "png")),
                broken("black and white", "it has", () -> put(BufferedImage.TYPE_BYTE_BINARY, "png")),
                broken("16 bits", "has 16 bits a channel", () -> put(BufferedImage.TYPE_USHORT_GRAY, "png")),
                broken("a JPEG file", "it is a JPEG file, not a PNG", () -> put(BufferedImage.TYPE_3BYTE_BGR, "jpg")),
                broken("a BMP file", "it is a BMP file, not a PNG", () -> put(BufferedImage.TYPE_3BYTE_BGR, "bmp")),
                broken("a GIF file", "it is a GIF file, not a PNG", () -> put(BufferedImage.TYPE_3BYTE_BGR, "gif")),
                broken("a transparent color", "has a transparent color", () -> put(with("tRNS", new byte[6]))),
                broken("a color profile", "has a color profile", () -> put(with("iCCP", profile()))),
                broken("EXIF data", "has EXIF data", () -> put(with("eXIf", exif()))));
    }

    private DynamicTest broken(String what, String clause, Spoiler spoiler) {
        return DynamicTest.dynamicTest(what, () -> {
            remove();
            spoiler.spoil();

            ResultFolder.Found found = new ResultFolder(folder, true).read(ORIGINAL);

            assertThat(found.image()).as("image").isEmpty();
            assertThat(found.fault().orElseThrow()).startsWith("000001.png ").contains(clause);
        });
    }

    @Test
    void aPlainPngIsTakenAsItIs() throws IOException {
        put(PNG);

        ResultFolder.Found found = new ResultFolder(folder, false).read(ORIGINAL);

        assertThat(found.fault()).isEmpty();
        assertThat(found.lossy()).isFalse();
        assertThat(found.image().orElseThrow().pixels()).containsExactly(IMAGE.pixels());
    }

    @Test
    void aGreyPngIsTaken() throws IOException {
        put(BufferedImage.TYPE_BYTE_GRAY, "png");

        assertThat(new ResultFolder(folder, false).read(ORIGINAL).fault()).isEmpty();
    }

    @Test
    void aJpegIsTakenWhereItIsAllowedAndToldToBeLossy() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR), "jpg", jpeg);
        Files.write(folder.resolve("000001.jpg"), jpeg.toByteArray());

        assertThat(new ResultFolder(folder, true).read(ORIGINAL).lossy()).isTrue();
        assertThat(new ResultFolder(folder, false).read(ORIGINAL).fault()).contains("000001.png is missing");
    }

    private void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private void put(byte[] content) throws IOException {
        Files.write(file, content);
    }

    private void put(String content) throws IOException {
        put(content.getBytes(StandardCharsets.UTF_8));
    }

    private void put(int width, int height) throws IOException {
        put(ImageFiles.png(CommandBatchTest.image(width, height, 1).toPhoto()));
    }

    private void put(int type, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        image.setRGB(3, 3, 0xff336699);
        assertThat(ImageIO.write(image, format, out)).isTrue();
        put(out.toByteArray());
    }

    private Path other() throws IOException {
        return Files.write(folder.resolve("other.png"), PNG);
    }

    private static byte[] flipped() {
        byte[] flipped = PNG.clone();
        flipped[60] ^= 1;
        return flipped;
    }

    /** Puts a chunk behind the header. */
    private static byte[] with(String type, byte[] content) throws IOException {
        int header = 8 + 25;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(PNG, 0, header);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        DataOutputStream chunk = new DataOutputStream(out);
        chunk.writeInt(content.length);
        chunk.write(name);
        chunk.write(content);
        chunk.writeInt((int) crc.getValue());
        out.write(PNG, header, PNG.length - header);
        return out.toByteArray();
    }

    private static byte[] profile() {
        return new byte[] {'p', 0, 0, 1, 2, 3};
    }

    private static byte[] exif() {
        return "MM\0*\0\0\0\b\0\0".getBytes(StandardCharsets.ISO_8859_1);
    }
}
