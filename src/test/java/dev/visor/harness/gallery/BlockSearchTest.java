package dev.visor.harness.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.file.NpyRows;
import dev.visor.harness.Progress;
import dev.visor.harness.gallery.BlockSearch.Match;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search by blocks beside sorting everything. */
class BlockSearchTest {

    private static final int DIMENSION = 24;

    @TempDir
    private Path folder;

    @Test
    void findsWhatSortingTheWholeGalleryFinds() {
        List<float[]> gallery = random(1, 700);
        List<float[]> probes = random(2, 9);

        assertThat(search(probes, gallery, 10, 64)).isEqualTo(sorted(probes, gallery, 10));
    }

    @Test
    void theResultIsTheSameBitByBitWhateverTheBlock() {
        List<float[]> gallery = random(1, 700);
        List<float[]> probes = random(2, 9);

        List<List<Match>> one = search(probes, gallery, 10, 700);

        assertThat(search(probes, gallery, 10, 1)).isEqualTo(one);
        assertThat(search(probes, gallery, 10, 333)).isEqualTo(one);
    }

    @Test
    void equalScoresGoByTheirRowsEvenIfTheyAreMoreThanCandidates() {
        float[] same = random(3, 1).get(0);
        List<float[]> gallery = new ArrayList<>(random(1, 300));
        for (int i = 0; i < 300; i++) {
            gallery.add(same.clone());
        }

        List<Match> found = search(List.of(same), gallery, 5, 50).get(0);

        assertThat(found).extracting(Match::row).containsExactly(300, 301, 302, 303, 304);
        assertThat(found).extracting(Match::similarity).allMatch(similarity -> Math.abs(similarity - 1) < 1e-12);
    }

    @Test
    void rowsThatFloat32CannotTellApartComeInTheirTrueOrder() {
        float[] probe = new float[DIMENSION];
        probe[0] = 1;
        List<float[]> gallery = new ArrayList<>(random(1, 100));
        // Cosines that differ by less than float32 shows between .5 and 1.
        for (int i = 0; i < 40; i++) {
            float[] near = new float[DIMENSION];
            near[0] = 1;
            near[1] = .001f + i * 1e-6f;
            gallery.add(near);
        }

        assertThat(search(List.of(probe), gallery, 40, 16)).isEqualTo(sorted(List.of(probe), gallery, 40));
    }

    @Test
    void lengthsOfEmbeddingsDoNotMatter() {
        List<float[]> gallery = random(1, 50);
        List<float[]> longer = gallery.stream()
                .map(row -> {
                    float[] twice = row.clone();
                    IntStream.range(0, twice.length).forEach(i -> twice[i] *= 1024);
                    return twice;
                })
                .toList();

        assertThat(search(random(2, 3), longer, 5, 16)).isEqualTo(search(random(2, 3), gallery, 5, 16));
    }

    @Test
    void asmallGalleryIsReturnedWhole() {
        assertThat(search(random(2, 2), random(1, 3), 10, 64))
                .allSatisfy(found -> assertThat(found).hasSize(3));
    }

    @Test
    void anEmbeddingThatIsZeroOrNoNumberIsRefusedByItsRow() {
        List<float[]> gallery = new ArrayList<>(random(1, 20));
        gallery.set(13, new float[DIMENSION]);
        assertThatThrownBy(() -> search(random(2, 1), gallery, 1, 8))
                .isInstanceOf(InputError.class)
                .hasMessage("gallery: row 13 has the length 0.0; expected finite embeddings that are not zero");

        gallery.get(13)[2] = Float.NaN;
        assertThatThrownBy(() -> search(random(2, 1), gallery, 1, 8))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("row 13 has the length NaN");
    }

    @Test
    void embeddingsOfTwoRecognizersAreNotCompared() {
        assertThatThrownBy(() -> search(List.of(new float[] {1, 2}), random(1, 20), 1, 8))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("probes has embeddings of 2 values and gallery of 24");
    }

    @Test
    void aFileIsSearchedAsTheSameInMemory() throws IOException {
        List<float[]> gallery = random(1, 300);
        List<float[]> probes = random(2, 4);
        Path file = npy(gallery);

        try (Compute compute = Compute.open("cpu", 2);
                NpyRows rows = NpyRows.open(file)) {
            assertThat(new BlockSearch(compute, Progress.SILENT, 77)
                            .best(Embeddings.of(probes, "probes"), Embeddings.of(rows, "gallery"), 6))
                    .isEqualTo(search(probes, gallery, 6, 77));
        }
    }

    @Test
    void aFileThatIsCutShortOrHoldsOtherNumbersIsRefused() throws IOException {
        Path file = npy(random(1, 5));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 4));
        assertThatThrownBy(() -> NpyRows.open(file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("needs 480 bytes, but 476 follow");

        Files.writeString(
                file,
                new String(whole, StandardCharsets.ISO_8859_1).replace("<f4", "<f8"),
                StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> NpyRows.open(file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("expected float32 of two axes");
    }

    private static List<List<Match>> search(List<float[]> probes, List<float[]> gallery, int k, int block) {
        try (Compute compute = Compute.open("cpu", 2)) {
            return new BlockSearch(compute, Progress.SILENT, block)
                    .best(Embeddings.of(probes, "probes"), Embeddings.of(gallery, "gallery"), k);
        }
    }

    /** All rows, sorted by cosines in double. */
    private static List<List<Match>> sorted(List<float[]> probes, List<float[]> gallery, int k) {
        return probes.stream()
                .map(probe -> IntStream.range(0, gallery.size())
                        .mapToObj(row -> new Match(row, cosine(probe, gallery.get(row))))
                        .sorted(Comparator.comparingDouble(Match::similarity)
                                .reversed()
                                .thenComparingInt(Match::row))
                        .limit(k)
                        .toList())
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            left += (double) a[i] * a[i];
            right += (double) b[i] * b[i];
        }
        return product / (Math.sqrt(left) * Math.sqrt(right));
    }

    private static List<float[]> random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] row = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                row[j] = (float) random.nextDouble(-1, 1);
            }
            rows.add(row);
        }
        return rows;
    }

    private Path npy(List<float[]> rows) throws IOException {
        String header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows.size(), DIMENSION);
        String padded = header + " ".repeat(64 - (10 + header.length() + 1) % 64) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + padded.length() + rows.size() * DIMENSION * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
        rows.forEach(row -> {
            for (float value : row) {
                bytes.putFloat(value);
            }
        });
        return Files.write(folder.resolve("rows.npy"), bytes.array());
    }
}
