package dev.visor.report.page;

import java.awt.image.BufferedImage;

/** A page with hundreds of gray faces in it carries one channel of each instead of three. */
final class GrayPng {

    private GrayPng() {}

    /** Returns the same picture in one channel, if it is gray; otherwise as it is. */
    static BufferedImage narrowed(BufferedImage picture) {
        if (!isGray(picture)) {
            return picture;
        }
        BufferedImage gray = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < gray.getHeight(); y++) {
            for (int x = 0; x < gray.getWidth(); x++) {
                // Into the raster: setRGB would convert between color spaces.
                gray.getRaster().setSample(x, y, 0, picture.getRGB(x, y) & 0xff);
            }
        }
        return gray;
    }

    private static boolean isGray(BufferedImage picture) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                int blue = rgb & 0xff;
                if (rgb >>> 24 != 0xff || (rgb >> 8 & 0xff) != blue || (rgb >> 16 & 0xff) != blue) {
                    return false;
                }
            }
        }
        return true;
    }
}
