package dev.visor.dataset.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import dev.visor.core.Photo;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG, grey, YCbCr, RGB, CMYK or YCCK. */
public final class Jpeg {

    private Jpeg() {}

    public static boolean begins(byte[] file) {
        return file.length > 2 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8 && file[2] == (byte) 0xff;
    }

    /** @throws IOException if the file is damaged or cut off, even where a decoder would fill in grey */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        ImageReader reader = Provider.JPEG.createReaderInstance();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            UnreadableImage.refuseAbsurd(reader.getWidth(0), reader.getHeight(0), maxPixels);
            AtomicBoolean cutOff = new AtomicBoolean();
            IIOReadWarningListener listener = (source, warning) -> {
                if (warning.contains("Premature end") || warning.contains("Truncated")) {
                    cutOff.set(true);
                }
            };
            reader.addIIOReadWarningListener(listener);
            BufferedImage image = reader.read(0);
            if (cutOff.get()) {
                throw new UnreadableImage("the JPEG is truncated");
            }
            return Orientation.upright(Rasters.photo(image), Orientation.ofJpeg(file));
        } finally {
            reader.dispose();
        }
    }

    /** Named outright, so that no other plug-in of the class path decodes in its place. */
    private static final class Provider {

        private static final ImageReaderSpi JPEG = find();

        private static ImageReaderSpi find() {
            IIORegistry registry = IIORegistry.getDefaultInstance();
            JPEGImageReaderSpi found = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
            if (found != null) {
                return found;
            }
            // It finds the JDK's decoder, which it builds on, as it is registered.
            JPEGImageReaderSpi made = new JPEGImageReaderSpi();
            registry.registerServiceProvider(made, ImageReaderSpi.class);
            return made;
        }
    }
}
