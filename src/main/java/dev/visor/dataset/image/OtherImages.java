package dev.visor.dataset.image;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Images that are not read, told by their first bytes, so that they can be named. */
public final class OtherImages {

    private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

    static {
        BEGINNINGS.put("\0\0\0\fJXL ", "JPEG XL");
        BEGINNINGS.put("\u00ff\n", "JPEG XL");
        BEGINNINGS.put("\0\0\0\fjP  ", "JPEG 2000");
        BEGINNINGS.put("\u00ffO\u00ffQ", "JPEG 2000");
        BEGINNINGS.put("8BPS", "Photoshop");
        BEGINNINGS.put("\0\0\1\0", "ICO");
        BEGINNINGS.put("P1", "PBM");
        BEGINNINGS.put("P4", "PBM");
        BEGINNINGS.put("P7\n", "PAM");
        BEGINNINGS.put("PF\n", "PFM");
        BEGINNINGS.put("Pf\n", "PFM");
        BEGINNINGS.put("v/1\1", "OpenEXR");
        BEGINNINGS.put("#?RADIANCE", "Radiance HDR");
        BEGINNINGS.put("II\u00bc\1", "JPEG XR");
        BEGINNINGS.put("IIRO", "Olympus raw");
        BEGINNINGS.put("IIU\0", "Panasonic raw");
        BEGINNINGS.put("FUJIFILMCCD-RAW", "Fujifilm raw");
        BEGINNINGS.put("DDS ", "DDS");
        BEGINNINGS.put("qoif", "QOI");
        BEGINNINGS.put("<svg", "SVG");
    }

    private OtherImages() {}

    /** The name of the format, such as {@code HEIC}; empty if it is no image that is known. */
    public static Optional<String> name(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, ImageKind.HEAD), StandardCharsets.ISO_8859_1);
        if (head.startsWith("ftyp", 4)) {
            return container(head.substring(8));
        }
        return BEGINNINGS.entrySet().stream()
                .filter(beginning -> head.startsWith(beginning.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Names the container by the brands of an ISO media file; a film is no image. */
    private static Optional<String> container(String brands) {
        if (brands.contains("avif") || brands.contains("avis")) {
            return Optional.of("AVIF");
        }
        if (brands.startsWith("crx")) {
            return Optional.of("Canon raw");
        }
        return brands.startsWith("hei")
                        || brands.startsWith("hev")
                        || brands.startsWith("mif1")
                        || brands.startsWith("msf1")
                ? Optional.of("HEIC")
                : Optional.empty();
    }
}
