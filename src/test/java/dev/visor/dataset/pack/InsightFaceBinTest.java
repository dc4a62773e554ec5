package dev.visor.dataset.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.image.Photo;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Over packs that Python's own pickle wrote (src/test/resources/bin, with the script of their making). */
class InsightFaceBinTest {

    private static final Path WRITTEN_BY_PYTHON = Path.of("src/test/resources/bin");

    /** The color of each picture's red; pictures 0 and 4 are the same. */
    private static final List<Integer> RED = List.of(0, 30, 60, 90, 0, 150, 180, 210);

    @ParameterizedTest
    @MethodSource("packs")
    void packsOfEveryProtocolAndOfBothLinesOfNumPyAreReadAlike(Path pack) {
        DataSet read = new InsightFaceBin().read("pack", pack);

        assertThat(read.pairs()).extracting(LabelledPair::genuine).containsExactly(true, false, true, false);
        assertThat(read.pairs()).extracting(LabelledPair::fold).containsExactly(1, 1, 2, 2);
        assertThat(read.pairs().stream()
                        .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                        .map(InsightFaceBinTest::red)
                        .toList())
                .isEqualTo(RED);
    }

    static Stream<Path> packs() throws IOException {
        try (Stream<Path> files = Files.list(WRITTEN_BY_PYTHON)) {
            return files.filter(file -> file.toString().endsWith(".bin")).sorted().toList().stream();
        }
    }

    @Test
    void equalPicturesAreOnePhotoAndPairsOfOnePersonSayWhoIsWho() {
        DataSet read = new InsightFaceBin().read("pack", WRITTEN_BY_PYTHON.resolve("bytes-protocol4.bin"));

        assertThat(read.photos())
                .extracting(photo -> photo.id() + " " + photo.subject())
                .containsExactly(
                        "photo-0 unnamed-0",
                        "photo-1 unnamed-0",
                        "photo-2 unnamed-2",
                        "photo-3 unnamed-3",
                        "photo-5 unnamed-0",
                        "photo-6 unnamed-6",
                        "photo-7 unnamed-7");
    }

    /** Pictures 0 and 1 show one person by pair 0, and two by pair 1. */
    @Test
    void aListThatContradictsItselfIsAskedWhatItAsks() {
        byte[][] pictures = {{1}, {2}, {1}, {2}, {3}, {3}, {4}, {5}};
        DataSet read = read(pickle(pictures, true, false, true, false));

        assertThat(read.pairs()).extracting(LabelledPair::genuine).containsExactly(true, false, true, false);
        assertThat(read.pairs().get(1).first().id().value()).isEqualTo("photo-2-again");
        assertThat(read.pairs().get(2).first().id())
                .isNotEqualTo(read.pairs().get(2).second().id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "G@.......|opcode BINFLOAT has no place",
                "}.|opcode EMPTY_DICT has no place",
                "\u0081.|opcode NEWOBJ has no place",
                "cposix\\nsystem\\n.|it names Python's posix.system",
                "cbuiltins\\neval\\n.|it names Python's builtins.eval",
                "c_codecs\\nencode\\n]R.|_codecs.encode is known with a text and 'latin1' only",
                "cnumpy\\nndarray\\n)R.|makes an array in a way that NumPy does not",
                "\u00fe.|byte 0xfe, which is no opcode",
                "B\u00ff\u00ff\u00ff\u00ff.|a value of 4294967295 bytes where 1 are left",
                "T\u00ff\u00ff\u00ff\u00ff.|a value of 18446744073709551615 bytes where 1 are left",
                "h\u0005.|asks for a value that it has not kept",
                "e.|back to a mark that is not there",
                ".|takes a value that is not there",
                "(.|takes a value that is not there",
                "](.|takes a value that is not there",
                ")(Ne.|appends to what is no list",
                "]|ends within a value",
                "].|it holds 0 things, expected two lists",
                "NN\u0086.|the first part is no list",
                "]]\u0086.|0 photos for 0 pairs",
                "](C\u0001ae](\u0088e\u0086.|1 photos for 1 pairs, expected two a pair",
                "](X\u0001\u0000\u0000\u0000ae](\u0088e\u0086.|photo 0 is neither bytes nor an array of uint8",
                "](C\u0001aC\u0001be](K\u0002e\u0086.|label 0 is neither True nor False",
                "](C\u0001aC\u0001be](\u0088e\u0086.|all 1 pairs are in one fold"
            })
    void whatHasNoPlaceInAListOfPhotosIsRefusedByName(String opcodes, String reason) {
        byte[] pickle = ("\u0080\u0004" + opcodes.replace("\\n", "\n")).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(pickle))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("some.bin: ")
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNoPickleIsToldSo(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> read("<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("it is no pickle of protocol 2 to 5");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x80, 1, '.'})).hasMessageContaining("a pickle of protocol 1");
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("it is no pickle");
        assertThatThrownBy(() -> new InsightFaceBin().read("pack", folder))
                .hasMessageContaining("there is no such file");
    }

    /** Every outcome is a value or one sentence. */
    @Test
    void tenThousandDamagedPacksCrashNothing() {
        List<byte[]> sound = sound();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] pack = mutated(sound, random);
            try {
                DataSet data = read(pack);
                assertThat(data.pairs()).isNotEmpty();
                read++;
            } catch (InputError e) {
                assertThat(e).hasMessageStartingWith("some.bin: ").hasMessageNotContaining("\n");
            }
        }
        // Damage within pictures is no damage to the list.
        assertThat(read).isBetween(500, 9_500);
    }

    private static List<byte[]> sound() {
        try {
            List<byte[]> sound = new ArrayList<>();
            for (Path pack : packs().toList()) {
                sound.add(Files.readAllBytes(pack));
            }
            return sound;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes changed, cut out, doubled, put in from another pack, or lost at the end. */
    private static byte[] mutated(List<byte[]> sound, RandomGenerator random) {
        byte[] pack = sound.get(random.nextInt(sound.size())).clone();
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            int from = random.nextInt(pack.length);
            int to = Math.min(pack.length, from + 1 + random.nextInt(40));
            byte[] other = sound.get(random.nextInt(sound.size()));
            int at = random.nextInt(other.length);
            switch (random.nextInt(6)) {
                case 0, 1 -> pack[from] = (byte) random.nextInt(256);
                case 2 -> pack = spliced(pack, from, new byte[0], to);
                case 3 -> pack = spliced(pack, to, Arrays.copyOfRange(pack, from, to), to);
                case 4 ->
                    pack = spliced(pack, from, Arrays.copyOfRange(other, at, Math.min(other.length, at + 30)), to);
                default -> pack = random.nextInt(4) == 0 ? Arrays.copyOf(pack, from + 1) : pack;
            }
            if (pack.length == 0) {
                return pack;
            }
        }
        return pack;
    }

    private static byte[] spliced(byte[] pack, int head, byte[] between, int tail) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(pack, 0, head);
        out.writeBytes(between);
        out.write(pack, tail, pack.length - tail);
        return out.toByteArray();
    }

    /** A pickle of protocol 4, of bytes and truth values. */
    private static byte[] pickle(byte[][] photos, boolean... same) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 4, ']', '('});
        for (byte[] photo : photos) {
            out.writeBytes(new byte[] {'C', (byte) photo.length});
            out.writeBytes(photo);
        }
        out.writeBytes(new byte[] {'e', ']', '('});
        for (boolean one : same) {
            out.write(one ? 0x88 : 0x89);
        }
        out.writeBytes(new byte[] {'e', (byte) 0x86, '.'});
        return out.toByteArray();
    }

    private static DataSet read(byte[] pack) {
        return InsightFaceBin.read("pack", Path.of("some.bin"), ByteBuffer.wrap(pack));
    }

    private static int red(Shown shown) {
        FacePhoto photo = (FacePhoto) shown;
        Photo seen = ((Reading.Decoded) ImageFiles.read(photo.source(), content -> {})).photo();
        assertThat(seen.width()).isEqualTo(8);
        return seen.at(3, 3, 0);
    }
}
