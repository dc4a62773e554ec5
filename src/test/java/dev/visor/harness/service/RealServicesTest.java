package dev.visor.harness.service;

import static dev.visor.harness.service.SameRanks.trials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.verify.Verification;
import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.Trial;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.RunRecord;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.policy.Pause;
import dev.visor.service.serve.FaultInjection;
import dev.visor.service.serve.ServerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos of people, masked as papers mask them, before a real recognizer that speaks three vendors' contracts. */
@Tag("model")
class RealServicesTest {

    private static final List<ServiceKind> KINDS =
            List.of(ServiceKind.FACEPP, ServiceKind.REKOGNITION, ServiceKind.COMPREFACE);
    private static final int RESULTS = 5;

    @TempDir
    private Path folder;

    @Test
    void maskedPhotosGetTheSameRanksThroughAServiceAsFromTheRecognizerBehindIt() {
        String named = System.getenv("VISOR_ASSETS");
        if (named == null) {
            System.out.println("skipped: real services need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(named != null, "VISOR_ASSETS is not set");
        Path assets = Path.of(named);
        Assets testBed = Assets.of(Path.of(""), Optional.of(assets), line -> {});
        ServerSettings settings = new ServerSettings(
                0,
                Rehearsals.KEY,
                Rehearsals.SECRET,
                Rehearsals.LIKENESS,
                FaultInjection.NONE,
                5 << 20,
                0,
                Optional.empty());
        try (Rehearsal rehearsal = Rehearsal.open(suite(), testBed, "cpu", settings, Clock.systemUTC())) {
            Path out = folder.resolve("run");
            new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                    .run(new RunRequest(
                            asking(suite(), rehearsal.endpoint()),
                            assets,
                            folder.resolve("cache"),
                            folder.resolve("results"),
                            Optional.of(out),
                            "cpu",
                            false,
                            false,
                            Shard.WHOLE,
                            RunRequest.TIME_LIMIT,
                            new ServiceOptions(
                                    Optional.empty(),
                                    OptionalLong.empty(),
                                    OptionalDouble.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of("VISOR_KEY", Rehearsals.KEY, "VISOR_SECRET", Rehearsals.SECRET),
                                    Pause.sleeping()),
                            true));

            RunRecord record = new RunRecord(out);
            Map<String, Trial> zoo = trials(record, "edgeface_xxs");
            assertThat(zoo.keySet()).anyMatch(question -> question.startsWith("tip-im-smoke zoo-identification"));
            for (ServiceKind kind : KINDS) {
                SameRanks.assertSame(kind.word(), trials(record, "rehearsal-" + kind.word()), zoo, RESULTS);
            }
            assertThat(Verification.of(record).mismatches()).isEmpty();
        }
    }

    private static ResolvedSuite suite() {
        List<String> sets = List.of(
                "probes=3",
                "recognized=2",
                "targets=2",
                "distractors=8",
                "impostors=11",
                "fars=[0.2]",
                "defenses=[none, noise, tip-im-smoke]",
                "services=[rehearsal-facepp, rehearsal-rekognition, rehearsal-compreface]");
        return new Catalog(Path.of(""))
                .suite("services-rehearsal", new Overrides(sets, List.of(), List.of(), List.of()));
    }

    /** The same suite with the services on a port that is free. */
    private static ResolvedSuite asking(ResolvedSuite suite, String endpoint) {
        TreeMap<String, ServiceCard> services = new TreeMap<>();
        KINDS.forEach(kind -> {
            ServiceCard card = Rehearsals.card(kind, endpoint, Rehearsals.limits(20));
            services.put(card.id(), card);
        });
        return new ResolvedSuite(
                suite.suite(),
                suite.defenses(),
                suite.attacks(),
                suite.countermeasures(),
                suite.recognizers(),
                suite.dataset(),
                suite.overrides(),
                suite.guards(),
                services,
                PairDefenses.NONE);
    }
}
