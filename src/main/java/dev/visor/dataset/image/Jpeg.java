package dev.visor.dataset.image;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import dev.visor.core.image.Photo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.imageio.spi.ImageReaderSpi;

/** JPEG, baseline or progressive: grey, YCbCr, RGB, CMYK or YCCK. */
public final class Jpeg {

    /** The decoder's words for a file that ends early, even where it then fills in grey. */
    private static final Pattern CUT = Pattern.compile("Premature end|Truncated|premature end of data segment");

    /**
     * The decoder's words for wrong entropy-coded data; bytes too many before a marker that restarts nothing cost no
     * pixel.
     */
    private static final Pattern WRONG = Pattern.compile(
            "bad Huffman code|instead of RST|extraneous bytes before marker 0xd[0-7]|Inconsistent progression");

    private Jpeg() {}

    public static boolean begins(byte[] file) {
        return file.length > 2 && file[0] == (byte) 0xff && file[1] == (byte) 0xd8 && file[2] == (byte) 0xff;
    }

    /** @throws IOException if the file is damaged or cut off, even where a decoder would fill in grey */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        JpegScans.check(file);
        AtomicReference<String> damage = new AtomicReference<>();
        BufferedImage image = Plugins.first(Provider.JPEG, file, maxPixels, (source, warning) -> {
            if (CUT.matcher(warning).find()) {
                damage.compareAndSet(null, "the JPEG is truncated");
            } else if (WRONG.matcher(warning).find()) {
                damage.compareAndSet(null, "the JPEG is damaged (" + warning + ")");
            }
        });
        if (damage.get() != null) {
            throw new UnreadableImage(damage.get());
        }
        return Orientation.upright(Rasters.photo(image), Orientation.ofJpeg(file));
    }

    /** Found when the first one is decoded. */
    private static final class Provider {

        private static final ImageReaderSpi JPEG = Plugins.named(JPEGImageReaderSpi.class, JPEGImageReaderSpi::new);
    }
}
