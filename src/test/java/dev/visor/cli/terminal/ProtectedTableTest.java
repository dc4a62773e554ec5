package dev.visor.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.harness.single.ProtectedPhoto;
import dev.visor.harness.single.ProtectedPhoto.Verdict;
import dev.visor.harness.single.ProtectedPhotos;
import dev.visor.harness.single.Resemblance;
import dev.visor.stats.Calibration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtectedTableTest {

    private static final Threshold THRESHOLD = Calibration.atFarOfFew(new Far(.1), new double[] {.5});

    @Test
    void printsALineForEachPhotoInPlainDigitsWhateverTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(printed(
                            photo(
                                    "a.jpg",
                                    Optional.of(Path.of("a-protected.png")),
                                    Verdict.PROTECTED,
                                    List.of(new Resemblance("net", true, .98765, -.125, THRESHOLD))),
                            photo("b\tc\nd.jpg", Optional.empty(), Verdict.NO_COPY, List.of())))
                    .isEqualTo("""
                            photo\tcopy\tverdict\tnet_before\tnet_after\tnet_threshold_far0.1
                            a.jpg\ta-protected.png\tprotected\t0.9877\t-0.1250\t0.5000
                            b\\tc\\nd.jpg\t\tno copy\t\t\t
                            """);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static ProtectedPhoto photo(
            String name, Optional<Path> copy, Verdict verdict, List<Resemblance> resemblances) {
        return new ProtectedPhoto(Path.of(name), copy, verdict, resemblances, "");
    }

    private static String printed(ProtectedPhoto... photos) {
        StringWriter text = new StringWriter();
        ProtectedTable.print(new ProtectedPhotos(List.of(photos)), new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
