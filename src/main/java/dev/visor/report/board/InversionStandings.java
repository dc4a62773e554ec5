package dev.visor.report.board;

import dev.visor.report.inversion.InversionView;
import dev.visor.report.inversion.RecoveredPeople;
import dev.visor.report.inversion.RecoveredPeople.Worst;
import dev.visor.report.page.Text;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.InversionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the standings of an inversion run: what the worst attack gets that every defense met. */
final class InversionStandings {

    private final BoardRun site;
    private final RecoveredPeople recovered;

    private InversionStandings(BoardRun site) {
        this.site = site;
        this.recovered = new RecoveredPeople(new InversionView(site.run()));
    }

    static List<Standing> of(BoardRun site) {
        InversionStandings made = new InversionStandings(site);
        List<Standing> standings = new ArrayList<>();
        standings.addAll(
                made.of(Scenario.RECOGNIZER, made.recovered.attacksOnRecognizer(), made.recovered::fromRecognizer));
        standings.addAll(made.of(Scenario.LEAKED, made.recovered.attacksOnLeaks(), made.recovered::fromLeaks));
        return standings;
    }

    private List<Standing> of(Scenario scenario, List<String> attacks, Function<String, Optional<Worst>> worst) {
        Protocol protocol = protocol(attacks);
        List<Standing> standings = new ArrayList<>();
        for (RunInfo.Entry entry : site.run().info().defenses()) {
            worst.apply(entry.id())
                    .ifPresent(found -> standings.add(new Standing(
                            Question.INVERSION,
                            scenario,
                            site,
                            protocol,
                            entry.id(),
                            "-",
                            List.of(),
                            found.mean(),
                            List.of(Value.of(found.attack()), accuracy(entry.id())))));
        }
        return standings;
    }

    private Value accuracy(String defense) {
        return recovered
                .accuracy(defense)
                .map(mean -> Value.of(Text.percent(mean.value()), Text.percent(mean.interval())))
                .orElseGet(Value::missing);
    }

    private Protocol protocol(List<String> attacks) {
        RunInfo info = site.run().info();
        InversionSettings settings = info.inversion();
        List<Facet> facets = new ArrayList<>(RecognitionProtocol.people(info));
        facets.add(new Facet(
                "attacks",
                attacks,
                attacks.stream()
                        .map(id -> id + RecognitionProtocol.settings(info, id))
                        .collect(Collectors.joining(" "))));
        facets.add(Facet.of(
                "recognizer that is trained",
                settings.model() + (settings.gray() ? ", gray" : ""),
                settings.model() + settings.training() + settings.gray() + settings.people() + settings.others()));
        facets.add(weighed(info, "jury", settings.jury()));
        facets.add(weighed(info, "teacher", List.of(settings.teacher())));
        facets.add(weighed(info, "surrogates", settings.surrogates()));
        facets.add(Facet.of("reconstructions of a person", Integer.toString(settings.tries())));
        facets.add(Facet.of("photos of a person that leak", Integer.toString(settings.leaked())));
        facets.add(Facet.of("share of the attacks' budget", Text.fixed(settings.budget(), 2)));
        facets.add(Facet.of("slice of the plan", settings.slice().orElse("whole")));
        return new Protocol(facets, info.dataset());
    }

    private static Facet weighed(RunInfo info, String name, List<String> ids) {
        return new Facet(
                name,
                ids,
                ids.stream()
                        .sorted()
                        .map(id -> id + " " + RecognitionProtocol.weights(info, id))
                        .collect(Collectors.joining(" ")));
    }
}
