package dev.visor.dataset.image;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import dev.visor.core.image.Photo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The orientation of a photo: EXIF tag 0x0112, 1 to 8.
 *
 * <p>A file without the tag, or with one that cannot be read, is upright: damage to metadata costs no pixels.
 */
final class Orientation {

    private static final int UPRIGHT = 1;

    private Orientation() {}

    static int ofJpeg(byte[] file) {
        try {
            return of(JpegMetadataReader.readMetadata(new ByteArrayInputStream(file), List.of(new ExifReader())));
        } catch (JpegProcessingException | IOException | RuntimeException e) {
            return UPRIGHT;
        }
    }

    /** @param exif a TIFF header and its directories, without the JPEG preamble */
    static int ofExif(byte[] exif) {
        try {
            Metadata metadata = new Metadata();
            new ExifReader().extract(new ByteArrayReader(exif), metadata, 0);
            return of(metadata);
        } catch (RuntimeException e) {
            return UPRIGHT;
        }
    }

    private static int of(Metadata metadata) {
        for (ExifIFD0Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer tag = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (tag != null && tag >= 1 && tag <= 8) {
                return tag;
            }
        }
        return UPRIGHT;
    }

    /** The photo as its photographer saw it. */
    static Photo upright(Photo photo, int orientation) {
        if (orientation == UPRIGHT) {
            return photo;
        }
        int w = photo.width();
        int h = photo.height();
        boolean turned = orientation >= 5;
        int width = turned ? h : w;
        int height = turned ? w : h;
        byte[] rgb = new byte[photo.rgb().length];
        Optional<byte[]> opacity = photo.opacity().map(stored -> new byte[stored.length]);
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to++) {
                int column =
                        switch (orientation) {
                            case 2, 3 -> w - 1 - x;
                            case 4 -> x;
                            case 5, 6 -> y;
                            default -> w - 1 - y;
                        };
                int row =
                        switch (orientation) {
                            case 2 -> y;
                            case 3, 4 -> h - 1 - y;
                            case 5, 8 -> x;
                            default -> h - 1 - x;
                        };
                int from = row * w + column;
                System.arraycopy(photo.rgb(), from * 3, rgb, to * 3, 3);
                if (opacity.isPresent()) {
                    opacity.get()[to] = photo.opacity().orElseThrow()[from];
                }
            }
        }
        return new Photo(width, height, rgb, photo.grey(), opacity);
    }
}
