package dev.visor.dataset;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** One photo as people's folders hold photos: in odd formats that can be read, and as what cannot be protected. */
public final class OddPhotos {

    public static final List<String> SOUND = List.of("plain.png", "grey.jpg", "deep.png", "cmyk.jpg");

    public static final List<String> BAD =
            List.of("truncated.jpg", "text.jpg", "empty.jpg", "folder.jpg", "faceless.png", "tiny.png", "missing.jpg");

    private OddPhotos() {}

    /** Writes all but {@code missing.jpg}. */
    public static void write(BufferedImage face, Path folder) throws IOException {
        put(face, "png", folder.resolve("plain.png"));
        byte[] jpeg = put(copy(face, BufferedImage.TYPE_BYTE_GRAY), "jpeg", folder.resolve("grey.jpg"));
        put(copy(face, BufferedImage.TYPE_USHORT_GRAY), "png", folder.resolve("deep.png"));
        Files.write(folder.resolve("cmyk.jpg"), cmyk(face));
        Files.write(folder.resolve("truncated.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
        Files.writeString(folder.resolve("text.jpg"), "no photo at all");
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.createDirectory(folder.resolve("folder.jpg"));
        put(new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("faceless.png"));
        put(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", folder.resolve("tiny.png"));
    }

    private static BufferedImage copy(BufferedImage image, int type) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        copy.getGraphics().drawImage(image, 0, 0, null);
        return copy;
    }

    private static byte[] put(BufferedImage image, String format, Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        Files.write(file, out.toByteArray());
        return out.toByteArray();
    }

    /** As Adobe's programs write it: four inks, inverted, and a segment that says so. */
    private static byte[] cmyk(BufferedImage image) throws IOException {
        WritableRaster inks =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, image.getWidth(), image.getHeight(), 4, null);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                inks.setPixel(x, y, new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 255});
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = out.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(jpeg, 0, 2);
        whole.writeBytes(HexFormat.of().parseHex("ffee000e41646f62650064000000000000"));
        whole.write(jpeg, 2, jpeg.length - 2);
        return whole.toByteArray();
    }
}
