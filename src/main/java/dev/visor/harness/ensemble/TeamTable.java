package dev.visor.harness.ensemble;

import dev.visor.harness.ensemble.Transfers.Measured;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Teams as rows of a CSV file; {@code -} where no transfer was measured. */
public final class TeamTable {

    static final List<String> COLUMNS = List.of(
            "team",
            "size",
            "focal_diversity",
            "soft_focal_diversity",
            "performance",
            "shrink",
            "queries",
            "defense",
            "metric",
            "better",
            "transfer",
            "held_out",
            "models",
            "n");

    private TeamTable() {}

    /** Writes all teams, or leaves the file as it was. */
    public static void write(
            Path file,
            TeamStudy.Scores scores,
            double shrink,
            TransferQuestion question,
            Optional<Transfers> transfers) {
        CsvWriter.whole(
                file,
                COLUMNS,
                scores.teams().stream()
                        .map(team -> List.of(
                                team.word(),
                                Integer.toString(team.members().size()),
                                Decimals.digits(team.focalDiversity()),
                                Decimals.digits(team.softDiversity()),
                                Decimals.digits(team.performance()),
                                Decimals.digits(shrink),
                                Integer.toString(scores.queries()),
                                transfers.map(Transfers::defense).orElse(CsvWriter.NOT_APPLICABLE),
                                transfers.map(all -> question.metric()).orElse(CsvWriter.NOT_APPLICABLE),
                                transfers.map(all -> all.better().word()).orElse(CsvWriter.NOT_APPLICABLE),
                                measured(team, transfers)
                                        .map(one -> Decimals.digits(one.mean()))
                                        .orElse(CsvWriter.NOT_APPLICABLE),
                                transfers.map(all -> question.heldOut().name()).orElse(CsvWriter.NOT_APPLICABLE),
                                measured(team, transfers)
                                        .map(one -> String.join("+", new TreeSet<>(one.models())))
                                        .orElse(CsvWriter.NOT_APPLICABLE),
                                measured(team, transfers)
                                        .map(one -> Long.toString(one.n()))
                                        .orElse(CsvWriter.NOT_APPLICABLE))));
    }

    private static Optional<Measured> measured(TeamScore team, Optional<Transfers> transfers) {
        return transfers.flatMap(all -> all.of(team));
    }
}
