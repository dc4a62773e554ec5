package dev.visor.external;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Somebody's program that recognizes: it reads a job and writes templates, by the random projection of {@code LinearRecognizer}. */
public final class ProjectingProgram {

    private static final int DIMENSION = 8;
    private static final Pattern FILE = Pattern.compile("\"file\" : \"([^\"]+)\"");

    private ProjectingProgram() {}

    /** The words that start it from a card of {@code type: command}. */
    public static List<String> command(long seed) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                classes(),
                ProjectingProgram.class.getName(),
                Long.toString(seed),
                "{job}",
                "{result}");
    }

    private static String classes() {
        try {
            return Path.of(ProjectingProgram.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param told the seed of the projection, the folder of the job, the folder of the result */
    public static void main(String[] told) throws IOException {
        Path job = Path.of(told[1]);
        List<BufferedImage> photos = new ArrayList<>();
        Matcher files = FILE.matcher(Files.readString(job.resolve("job.json")));
        while (files.find()) {
            photos.add(ImageIO.read(new File(job.toFile(), files.group(1))));
        }
        int side = photos.get(0).getWidth();
        double[] weights = new double[3 * side * side * DIMENSION];
        SplittableRandom random = new SplittableRandom(Long.parseLong(told[0]));
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextGaussian();
        }
        String header =
                "{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }".formatted(photos.size(), DIMENSION);
        header += " ".repeat(117 - header.length()) + "\n";
        ByteBuffer npy =
                ByteBuffer.allocate(128 + 8 * DIMENSION * photos.size()).order(ByteOrder.LITTLE_ENDIAN);
        npy.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        npy.put(header.getBytes(StandardCharsets.ISO_8859_1));
        photos.forEach(photo -> {
            for (double value : projected(photo, weights)) {
                npy.putDouble(value);
            }
        });
        Files.write(Path.of(told[2], "templates.npy"), npy.array());
    }

    private static double[] projected(BufferedImage photo, double[] weights) {
        double[] template = new double[DIMENSION];
        int plane = photo.getWidth() * photo.getHeight();
        for (int i = 0; i < 3 * plane; i++) {
            int at = i % plane;
            int rgb = photo.getRGB(at % photo.getWidth(), at / photo.getWidth());
            double value = (rgb >> 16 - 8 * (i / plane) & 0xff) / 127.5 - 1;
            for (int k = 0; k < DIMENSION; k++) {
                template[k] += value * weights[i * DIMENSION + k];
            }
        }
        return template;
    }
}
