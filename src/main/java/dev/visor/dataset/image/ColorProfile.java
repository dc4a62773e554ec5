package dev.visor.dataset.image;

import com.twelvemonkeys.imageio.color.ColorProfiles;
import com.twelvemonkeys.imageio.color.ColorSpaces;
import dev.visor.core.image.Photo;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * Applies a file's ICC profile: the same colors in sRGB, by the same conversion as a JPEG's.
 *
 * <p>A profile that is broken, of another number of channels, or of grey changes nothing, as for a JPEG.
 */
final class ColorProfile {

    private ColorProfile() {}

    static Photo applied(Photo photo, byte[] icc) {
        ICC_ColorSpace space;
        try {
            ICC_Profile profile = ColorProfiles.validateProfile(ICC_Profile.getInstance(icc));
            if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB || ColorProfiles.isCS_sRGB(profile)) {
                return photo;
            }
            space = ColorSpaces.createColorSpace(profile);
        } catch (RuntimeException e) {
            return photo;
        }
        WritableRaster seen = raster(photo.width(), photo.height(), new byte[photo.rgb().length]);
        convert(space, raster(photo.width(), photo.height(), photo.rgb()), seen);
        return photo.repainted(((DataBufferByte) seen.getDataBuffer()).getData());
    }

    /** Any color space's samples as sRGB. */
    static void convert(ColorSpace from, Raster samples, WritableRaster srgb) {
        new ColorConvertOp(from, ColorSpace.getInstance(ColorSpace.CS_sRGB), null).filter(samples, srgb);
    }

    static WritableRaster raster(int width, int height, byte[] rgb) {
        return Raster.createInterleavedRaster(
                new DataBufferByte(rgb, rgb.length), width, height, width * 3, 3, new int[] {0, 1, 2}, null);
    }
}
