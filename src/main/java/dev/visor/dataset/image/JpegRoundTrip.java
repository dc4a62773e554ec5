package dev.visor.dataset.image;

import dev.visor.core.image.FaceImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes a face as a JPEG, and reads it again. */
public final class JpegRoundTrip {

    private JpegRoundTrip() {}

    /** @param quality 1..100, as libjpeg counts */
    public static FaceImage of(FaceImage face, int quality) {
        try {
            return decoded(encoded(image(face), quality));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(BufferedImage image, int quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam params = writer.getDefaultWriteParam();
            params.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            params.setCompressionQuality(quality / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), params);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static FaceImage decoded(byte[] file) throws IOException {
        BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
        int width = image.getWidth();
        int height = image.getHeight();
        float[] pixels = new float[FaceImage.CHANNELS * width * height];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            System.arraycopy(
                    image.getRaster().getSamples(0, 0, width, height, channel, (float[]) null),
                    0,
                    pixels,
                    channel * width * height,
                    width * height);
        }
        return new FaceImage(width, height, pixels);
    }

    private static BufferedImage image(FaceImage face) {
        BufferedImage image = new BufferedImage(face.width(), face.height(), BufferedImage.TYPE_3BYTE_BGR);
        float[] samples = new float[face.width() * face.height()];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            System.arraycopy(face.pixels(), channel * samples.length, samples, 0, samples.length);
            image.getRaster().setSamples(0, 0, face.width(), face.height(), channel, samples);
        }
        return image;
    }
}
