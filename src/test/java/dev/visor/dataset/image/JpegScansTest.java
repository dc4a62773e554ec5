package dev.visor.dataset.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.visor.core.image.Photo;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegScansTest {

    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

    private static final long PIXELS = 64_000_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatWasCutAnywhereAndClosedAgainIsDamaged(boolean progressive) throws IOException {
        byte[] whole = jpeg(progressive, 48, 40);
        int data = scans(whole).get(0);
        for (int cut = data + 12; cut < whole.length - 8; cut += 11) {
            if (whole[cut - 1] != -1) {
                byte[] closed = joined(Arrays.copyOf(whole, cut), END);
                assertThatThrownBy(() -> Jpeg.decode(closed, PIXELS))
                        .as("cut at %d of %d", cut, whole.length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aFileThatWasCutBehindAScanLeavesPartOfThePictureOut() throws IOException {
        byte[] whole = jpeg(true, 48, 40);
        List<Integer> scans = scans(whole);
        assertThat(scans).hasSizeGreaterThan(5);
        for (int scan : scans.subList(1, scans.size())) {
            byte[] closed = joined(Arrays.copyOf(whole, scan), END);
            assertThatThrownBy(() -> Jpeg.decode(closed, PIXELS)).hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void soundFilesAreReadWhateverLiesAroundTheirPicture(boolean progressive) throws IOException {
        byte[] whole = jpeg(progressive, 48, 40);
        byte[] seen = Jpeg.decode(whole, PIXELS).rgb();
        byte[] remark = {(byte) 0xff, (byte) 0xfe, 0, 6, (byte) 0xff, (byte) 0xda, (byte) 0xff, (byte) 0xd9};
        byte[] body = Arrays.copyOfRange(whole, 2, whole.length);
        byte[] start = Arrays.copyOf(whole, 2);

        for (byte[] same : List.of(
                joined(whole, new byte[100]),
                joined(whole, jpeg(!progressive, 30, 30)),
                joined(start, joined(remark, body)),
                joined(Arrays.copyOf(whole, whole.length - 2), joined(new byte[] {-1, -1}, END)))) {
            assertThat(Jpeg.decode(same, PIXELS).rgb()).isEqualTo(seen);
        }
    }

    @Test
    @Timeout(30)
    void hundredsOfScansAreRefusedBeforeTheyAreDecoded() throws IOException {
        byte[] whole = jpeg(true, 2048, 2048);
        List<Integer> scans = scans(whole);
        // The last scan, which refines what the others sent, over and over.
        byte[] last = Arrays.copyOfRange(whole, scans.get(scans.size() - 1), whole.length - 2);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(whole, 0, whole.length - 2);
        for (int i = 0; i < 300; i++) {
            bomb.write(last);
        }
        bomb.write(END);

        assertThatThrownBy(() -> Jpeg.decode(bomb.toByteArray(), PIXELS)).hasMessageContaining("more than 32 scans");
    }

    @Test
    @org.junit.jupiter.api.Tag("model")
    void thePhotosOfTheDataSetsAreSound() throws IOException {
        Optional<Path> lfw = Optional.ofNullable(System.getenv("VISOR_ASSETS"))
                .map(assets -> Path.of(assets, "data/lfw/images"))
                .filter(Files::isDirectory);
        assumeThat(lfw).as("LFW under VISOR_ASSETS").isPresent();
        List<Path> photos;
        try (Stream<Path> files = Files.walk(lfw.orElseThrow())) {
            photos = files.filter(f -> f.toString().endsWith("0001.jpg"))
                    .sorted()
                    .toList();
        }
        for (int i = 0; i < photos.size(); i += 50) {
            Photo photo = Jpeg.decode(Files.readAllBytes(photos.get(i)), PIXELS);
            assertThat(photo.width()).isEqualTo(250);
        }
    }

    /** Where each scan's segment begins, the tables before it included. */
    private static List<Integer> scans(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<Integer> places = new ArrayList<>();
        int end = 0;
        for (int at = text.indexOf("\u00ff\u00da"); at >= 0; at = text.indexOf("\u00ff\u00da", at + 2)) {
            int table = text.indexOf("\u00ff\u00c4", end);
            places.add(table >= 0 && table < at && !places.isEmpty() ? table : at);
            end = at;
        }
        return places;
    }

    private static byte[] jpeg(boolean progressive, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(5);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 5 << 16 | y * 6 << 8 | (x + y) * 2) + (width > 100 ? 0 : random.nextInt(40)));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam params = writer.getDefaultWriteParam();
            params.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), params);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
