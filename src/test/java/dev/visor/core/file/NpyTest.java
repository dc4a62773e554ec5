package dev.visor.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over files that NumPy wrote (src/test/resources/npy, with the script of their making). */
class NpyTest {

    private static final Path WRITTEN_BY_NUMPY = Path.of("src/test/resources/npy");

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float32-version2", "float32-version3"})
    void allVersionsOfTheFormatAreReadAlike(String name) {
        NpyArray array = numpy(name);

        assertThat(array.type()).isEqualTo(NpyType.FLOAT32);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.floats()).containsExactly(0, .25f, .5f, .75f, 1, 1.25f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float64", "float64-big-endian"})
    void doublesKeepEveryDigitWhateverTheOrderOfTheirBytes(String name) {
        assertThat(numpy(name).doubles()).containsExactly(0, 1 / 3., 2 / 3., 1, 4 / 3., 5 / 3.);
    }

    @Test
    void wholeNumbersAndTruthValuesAreNumbers() {
        assertThat(numpy("uint8").doubles()).containsExactly(0, 51, 102, 153, 204, 255);
        assertThat(numpy("int32").doubles()).containsExactly(-3, -2, -1, 0, 1, 2);
        assertThat(numpy("int64").doubles()).containsExactly(-3, -2, -1, 0, 1, 2);
        assertThat(numpy("bool").doubles()).containsExactly(0, 1, 0, 1, 0, 1);
    }

    @Test
    void anArrayMayHaveNoAxisOneAxisOrNoValue() {
        assertThat(numpy("number").shape()).isEmpty();
        assertThat(numpy("number").doubles()).containsExactly(.5);
        assertThat(numpy("vector").shape()).containsExactly(2);
        assertThat(numpy("empty").shape()).containsExactly(0, 3);
        assertThat(numpy("empty").floats()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "objects, Python objects (a pickle)",
        "fortran, Fortran order",
        "records, of type",
        "text, of type \"<U3\"",
        "float16, of type \"<f2\"",
        "missing, there is no such file"
    })
    void whatIsNoArrayOfNumbersIsRefusedByName(String name, String reason) {
        assertThatThrownBy(() -> numpy(name))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(name + ".npy")
                .hasMessageContaining(reason);
    }

    /** NumPy pads headers of Python 3 a little further, so that a first axis can grow in place. */
    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64", "uint8", "int64", "bool", "number", "vector", "empty"})
    void whatIsWrittenIsReadAsItWas(String name, @TempDir Path folder) {
        NpyArray array = numpy(name);
        Npy.write(folder.resolve("again.npy"), array);
        NpyArray again = Npy.read(folder.resolve("again.npy"));

        assertThat(again.type()).isEqualTo(array.type());
        assertThat(again.shape()).isEqualTo(array.shape());
        assertThat(again.doubles()).containsExactly(array.doubles());
    }

    @Test
    void theBytesWrittenAreThoseOfNumPy() throws IOException {
        assertThat(Npy.encode(NpyArray.of(new float[] {0, .25f, .5f, .75f, 1, 1.25f}, 2, 3)))
                .isEqualTo(Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("float32.npy")));
        assertThat(Npy.encode(NpyArray.of(new double[] {0, 1 / 3., 2 / 3., 1, 4 / 3., 5 / 3.}, 2, 3)))
                .isEqualTo(Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("float64.npy")));
        assertThat(Npy.encode(numpy("float64-big-endian")))
                .isEqualTo(Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("float64.npy")));
        assertThat(Npy.encode(NpyArray.of(new long[] {-3, -2, -1, 0, 1, 2}, 2, 3)))
                .isEqualTo(Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("int64.npy")));
        assertThat(Npy.encode(NpyArray.of(new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255}, 2, 3)))
                .isEqualTo(Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("uint8.npy")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(4294967296,)|expected whole numbers below 2^31",
                "(2147483647, 2147483647)|more than the 1,073,741,824 bytes",
                "(2147483647, 2147483647, 4, 4)|more than the 1,073,741,824 bytes",
                "(536870912, 8)|more than the 1,073,741,824 bytes",
                "(3,)|needs 12 bytes, but 8 follow",
                "(1,)|needs 4 bytes, but 8 follow",
                "(-2,)|is not {'descr'",
                "[2]|its shape is [2]",
                "(2,,)|expected whole numbers",
                "__import__('os')|is not {'descr'"
            })
    void aShapeIsHeldAgainstWhatTheFileHolds(String shape, String reason) {
        byte[] file = written("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }", new byte[8]);

        assertThatThrownBy(() -> Npy.decode(file, "mask.npy"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("mask.npy: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aHeaderIsHeldAgainstWhatAHeaderNeeds() {
        assertThatThrownBy(() -> Npy.decode(written("{" + " ".repeat(20_000) + "}", new byte[0]), "mask.npy"))
                .hasMessageContaining("its header has 20002 bytes, more than 10000");
        assertThatThrownBy(() -> Npy.decode(written("{}", new byte[0]), "mask.npy"))
                .hasMessageContaining("its header is not {'descr'");
    }

    @Test
    void headersOfPythonTwoAreRead() {
        byte[] file = written("{'shape': (2L, 1L), 'fortran_order': False, 'descr': '|u1'}", new byte[] {7, 9});

        assertThat(Npy.decode(file, "old").doubles()).containsExactly(7, 9);
    }

    @Test
    void anArchiveOfOneArrayIsReadAndOneOfSeveralIsRefusedByTheirNames() throws IOException {
        for (String name : List.of("one.npz", "packed.npz")) {
            NpyArray array = Npy.read(WRITTEN_BY_NUMPY.resolve(name));
            assertThat(array.shape()).as(name).containsExactly(2, 3);
            assertThat(array.floats()).as(name).containsExactly(0, 1, 2, 3, 4, 5);
        }
        assertThatThrownBy(() -> Npy.read(WRITTEN_BY_NUMPY.resolve("several.npz")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("a .npz archive of several arrays (a.npy, b.npy), and one is wanted");
        byte[] cut = Arrays.copyOf(Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("packed.npz")), 100);
        assertThatThrownBy(() -> Npy.decode(cut, "cut")).hasMessageContaining("a damaged .npz archive");
    }

    @Test
    void valuesThatAreNoNumbersAndOtherShapesAreToldByName() {
        NpyArray broken = NpyArray.of(new float[] {1, Float.NaN}, 2);

        assertThatThrownBy(broken::requireFinite).hasMessageContaining("value 1 of 2 is NaN");
        assertThatThrownBy(() -> broken.requireShape(-1, 3)).hasMessageContaining("is (2,), expected (any, 3)");
        assertThat(broken.requireShape(-1)).isSameAs(broken);
        assertThatThrownBy(NpyArray.of(new long[] {1L << 60}, 1)::doubles).hasMessageContaining("2^53");
    }

    @Test
    void aDamagedFileIsAnArrayOrOneSentence() throws IOException {
        byte[] sound = Files.readAllBytes(WRITTEN_BY_NUMPY.resolve("float32.npy"));
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] file = Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int k = random.nextInt(4); k > 0 && file.length > 0; k--) {
                file[random.nextInt(Math.min(file.length, 70))] = (byte) random.nextInt(256);
            }
            try {
                NpyArray array = Npy.decode(file, "mutated");
                assertThat(array.doubles()).hasSize(array.size());
            } catch (InputError e) {
                assertThat(e).hasMessageStartingWith("mutated: it is no array that can be read: ");
            }
        }
    }

    private static NpyArray numpy(String name) {
        return Npy.read(WRITTEN_BY_NUMPY.resolve(name + ".npy"));
    }

    private static byte[] written(String header, byte[] values) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = new byte[10 + text.length + values.length];
        byte[] front = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, (byte) (text.length >> 8)};
        System.arraycopy(front, 0, file, 0, front.length);
        System.arraycopy(text, 0, file, front.length, text.length);
        System.arraycopy(values, 0, file, front.length + text.length, values.length);
        return file;
    }
}
