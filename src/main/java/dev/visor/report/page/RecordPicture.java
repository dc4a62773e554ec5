package dev.visor.report.page;

import dev.visor.core.InputError;
import dev.visor.result.csv.RecordFolder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture of a record, which a page takes in only as it was decoded: a file that is no picture, or that holds more than one, would be
 * carried along to whoever gets the page.
 *
 * @param path of names, from the record's folder downwards
 */
public record RecordPicture(RecordFolder folder, List<String> path) {

    private static final int MOST_BYTES = 64 << 20;
    private static final long MOST_PIXELS = 100_000_000;

    public RecordPicture {
        path = List.copyOf(path);
    }

    public boolean exists() {
        return folder.has(path.toArray(String[]::new));
    }

    /**
     * Returns the picture's bytes as a PNG, written anew.
     *
     * @throws InputError if it is no PNG, or none of the record's
     */
    public byte[] png() {
        try {
            BufferedImage picture = decoded(folder.bytes(MOST_BYTES, path.toArray(String[]::new)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(GrayPng.narrowed(picture), "png", out);
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw e instanceof InputError told ? told : refused(e.getMessage(), e);
        }
    }

    /** Decodes by the reader of PNGs alone, whatever the file is called. */
    private BufferedImage decoded(byte[] bytes) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            if (!reader.getOriginatingProvider().canDecodeInput(in)) {
                throw refused("it does not start as one", null);
            }
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                throw refused("it has more pixels than any photo", null);
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    private InputError refused(String reason, Exception cause) {
        return new InputError(
                "%s of the record is no PNG that can be shown (%s); leave it out, or use --no-photos"
                        .formatted(String.join("/", path), reason),
                cause);
    }
}
