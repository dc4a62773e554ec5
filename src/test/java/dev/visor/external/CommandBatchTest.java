package dev.visor.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.dataset.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that make images of images: what they are given, and one sentence for each way in which they may fail. */
class CommandBatchTest {

    private static final Landmarks POINTS =
            Landmarks.of(List.of(new Point(3, 4), new Point(8, 4), new Point(5, 6), new Point(3, 8), new Point(8, 8)));

    @TempDir
    private Path folder;

    private final List<JobImage> originals = IntStream.rangeClosed(1, 3)
            .mapToObj(i -> new JobImage(JobImage.name(i), image(12, 10, i), Optional.of(POINTS), i))
            .toList();

    @BeforeEach
    void putWrongImagesBesideTheEntry() throws IOException {
        ImageFiles.writePng(image(5, 5, 7).toPhoto(), folder.resolve("small.png"));
        Files.writeString(folder.resolve("page.html"), "<html>not found</html>");
    }

    @Test
    void givesBackWhatTheCommandWroteInTheOrderOfTheJob() {
        CommandBatch.Made made = run("cp {job}/photos/*.png {result}; echo done");

        assertThat(made.images())
                .usingRecursiveComparison()
                .isEqualTo(originals.stream().map(JobImage::image).toList());
        assertThat(made.said()).isEqualTo("done\n");
    }

    @Test
    void tellsTheCommandAllThatItMayKnow() {
        String told = run("cp {job}/photos/*.png {result}; cat {job}/job.json; ls {job} {job}/targets")
                .said();

        assertThat(told)
                .contains("\"task\" : \"protect\"", "\"unit\" : \"face\"", "\"budget\" : 8.0", "\"name\" : \"000002\"")
                .contains("\"landmarks\" : [ [ 3.0, 4.0 ]", "\"width\" : 12", "\"height\" : 10", "\"seed\" : 3")
                .contains("000001.png", "photos", "targets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true                                                        | 000001.png is missing",
                "cd {job}/photos; cp 000001.png 000002.png {result}          | 000003.png is missing",
                "cd {job}/photos; for i in 1 2 3; do cp 00000$i.png {result}/$i.png; done | 000001.png is missing (and there is 1.png, 2.png, 3.png)",
                "cp -r {job}/photos {result}                                 | 000001.png is missing (and there is photos)",
                "cp {job}/photos/*.png .                                     | 000001.png is missing",
                "cp {job}/photos/*.png {result}; cd {result}; head -c 60 000002.png > x; mv x 000002.png | 000002.png cannot be read: the PNG is truncated",
                "cp {job}/photos/*.png {result}; : > {result}/000002.png     | 000002.png cannot be read: the file is empty",
                "cp {job}/photos/*.png {result}; cp {here}/page.html {result}/000003.png | 000003.png cannot be read: the file is no JPEG",
                "cp {job}/photos/*.png {result}; cp {here}/small.png {result}/000003.png | 000003.png has 5 x 5 pixels, and its photo 12 x 10",
                "cp {job}/photos/*.png {result}; cp {here}/turned.png {result}/000001.png | 000001.png has 10 x 12 pixels",
                "mkdir {result}/000001.png                                   | 000001.png is no regular file",
                "ln -s {job}/photos/*.png {result}                           | 000001.png is no regular file",
                "mkfifo {result}/000001.png                                  | 000001.png is no regular file",
                "cp {job}/photos/*.png {result}; cp {here}/small.png {job}/photos/000002.png | changed photos/000002.png of the job; it may only read there",
                "cp {job}/photos/*.png {result}; rm {job}/photos/000001.png  | changed photos/000001.png of the job",
                "cd {job}/photos; cp 000001.png {result}/000002.png; cp 000002.png {result}/000001.png; cp 000003.png {result} | 000001.png shows photo 000002, not its own: images were mixed up",
                "rm -r {result}                                              | 000001.png is missing",
                "cp {job}/photos/*.png {result}; exit 9                      | ended with exit code 9",
            })
    void saysInOneSentenceWhatIsWrongWithWhatItLeft(String script, String fault) throws IOException {
        ImageFiles.writePng(image(10, 12, 7).toPhoto(), folder.resolve("turned.png"));

        assertThatThrownBy(() -> run(script))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("defense x: ")
                .hasMessageContaining(fault)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesToRunFilesThatWereChangedSinceTheyWereDigested() throws IOException {
        Path program = Files.writeString(folder.resolve("protect.py"), "print(1)");
        LocalFiles files = LocalFiles.of(folder, List.of("protect.py"));
        Files.writeString(program, "print(2)");

        assertThatThrownBy(() -> batch("true", files).run(job(), originals, List.of()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("protect.py was changed while it was in use");
    }

    @Test
    void filesCountByNameAndContentAndNotByWhereTheyLie() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(other.resolve("a"), "1");
        String here = LocalFiles.of(folder, List.of("a")).toString();

        assertThat(LocalFiles.of(other, List.of("a"))).hasToString(here);
        Files.writeString(other.resolve("a"), "2");
        assertThat(LocalFiles.of(other, List.of("a")).toString()).isNotEqualTo(here);
    }

    private CommandBatch.Made run(String script) {
        return batch(script, noFiles()).run(job(), originals, List.of(image(12, 10, 9)));
    }

    private LocalFiles noFiles() {
        try {
            return LocalFiles.of(folder, List.of());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static CommandBatch batch(String script, LocalFiles files) {
        OutsideCommand command = new OutsideCommand("defense x", List.of("bash", "-c", script), Duration.ofSeconds(20));
        return new CommandBatch("defense x", command, files);
    }

    private static Job job() {
        return new Job(
                "protect", Job.Unit.FACE, Optional.empty(), Optional.of(new Budget(8 / 255.)), List.of(), Map.of());
    }

    static FaceImage image(int width, int height, int seed) {
        float[] pixels = new float[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 37 + seed * 91) % 256;
        }
        return new FaceImage(width, height, pixels);
    }
}
