package dev.visor.dataset.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import dev.visor.core.image.Photo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** BMP: palettes, 16 to 32 bits, run lengths. */
public final class Bmp {

    private static final Set<Integer> HEADERS = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

    private Bmp() {}

    /** Two letters are not enough: many texts begin with them. */
    public static boolean begins(byte[] file) {
        return file.length >= 18
                && file[0] == 'B'
                && file[1] == 'M'
                && HEADERS.contains(
                        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(14));
    }

    /** @throws IOException if the file is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        return Rasters.photo(Plugins.first(
                Plugins.named(BMPImageReaderSpi.class, BMPImageReaderSpi::new), file, maxPixels, Plugins.UNHEARD));
    }
}
