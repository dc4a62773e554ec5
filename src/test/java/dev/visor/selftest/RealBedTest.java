package dev.visor.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.selftest.bed.RealBed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seeded cases among real faces. */
@Tag("model")
class RealBedTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsCaughtAmongGeneratedFacesIsCaughtAmongRealOnes() {
        String assets = System.getenv().getOrDefault("VISOR_ASSETS", "");
        assumeTrue(!assets.isBlank(), "VISOR_ASSETS is not set: no real faces");
        Path home = Path.of("").toAbsolutePath();
        RealBed bed = new RealBed(
                Assets.of(home, Optional.of(Path.of(assets)), line -> {}),
                new Catalog(home).suite("smoke", Overrides.NONE),
                "edgeface_xxs",
                "mobileface_v2");
        List<CaseResult> heard = new ArrayList<>();

        new SelfTest(folder, "cpu", Clock.systemUTC())
                .run(bed, SelfTest.seededCases(bed), Optional.empty(), heard::add);

        assertThat(heard)
                .hasSizeGreaterThan(5)
                .allSatisfy(finding ->
                        assertThat(finding.caught()).as(finding.line()).isTrue());
    }
}
