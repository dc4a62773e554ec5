package dev.visor.harness.single;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.OddPhotos;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.harness.Heard;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.run.ThroughputBench;
import dev.visor.harness.run.ThroughputBench.Measure;
import dev.visor.harness.run.ThroughputBench.Rate;
import dev.visor.harness.single.PhotoProtector.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos of people, a recognizer and a detector as they are. */
@Tag("model")
class RealPhotosTest {

    private static final int EPSILON = 12;

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private Path assets;

    @BeforeEach
    void needAssets() {
        String named = System.getenv("VISOR_ASSETS");
        if (named == null) {
            System.out.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(named != null, "VISOR_ASSETS is not set");
        assets = Path.of(named);
    }

    @Test
    void protectsOddPhotosOfAFaceAndTellsOfBadOnes() throws IOException {
        Path lfw = assets.resolve("data/lfw/images");
        OddPhotos.write(ImageIO.read(lfw.resolve("AJ_Cook/AJ_Cook_0001.jpg").toFile()), folder);
        List<Path> photos = Stream.of(OddPhotos.BAD, OddPhotos.SOUND)
                .flatMap(List::stream)
                .map(folder::resolve)
                .toList();
        Request request = new Request(
                suite(),
                photos,
                Optional.of(lfw.resolve("AJ_Lamas")),
                PersonSource.NONE,
                Optional.empty(),
                folder.resolve("shared"),
                "cpu");

        List<Path> written =
                new PhotoProtector(testBed()).protect(request, heard).copies();

        assertThat(written).hasSameSizeAs(OddPhotos.SOUND);
        assertThat(heard.lines()).hasSizeGreaterThan(OddPhotos.BAD.size());
        for (int i = 0; i < written.size(); i++) {
            int most = most(photo(folder.resolve(OddPhotos.SOUND.get(i))), photo(written.get(i)));
            assertThat(most).as(OddPhotos.SOUND.get(i)).isBetween(1, EPSILON);
        }
    }

    @Test
    void measuresARealRecognizer() {
        List<Rate> rates = new ThroughputBench(testBed())
                .measure(
                        new ThroughputBench.Request(
                                suite(), Set.of(Measure.embed, Measure.protect), List.of(2), 2, "cpu", 1),
                        heard);

        assertThat(rates).hasSize(2).allMatch(rate -> rate.perSecond() > 0);
    }

    private static ResolvedSuite suite() {
        List<String> sets = List.of(
                "dataset=lfw",
                "detector=mtcnn",
                "assets=folder",
                "surrogates=[edgeface_xxs]",
                "models=[edgeface_xxs]",
                "targets=2");
        return new Catalog(Path.of(""))
                .suite("quickstart", new Overrides(sets, List.of("tip-im-smoke"), List.of(), List.of()));
    }

    private Assets testBed() {
        return Assets.of(Path.of(""), Optional.of(assets), heard::say);
    }

    private static Photo photo(Path file) {
        return ((Decoded) ImageFiles.read(file)).photo();
    }

    private static int most(Photo before, Photo after) {
        assertThat(after.width()).isEqualTo(before.width());
        assertThat(after.height()).isEqualTo(before.height());
        int most = 0;
        for (int i = 0; i < before.rgb().length; i++) {
            most = Math.max(most, Math.abs((before.rgb()[i] & 0xff) - (after.rgb()[i] & 0xff)));
        }
        return most;
    }
}
