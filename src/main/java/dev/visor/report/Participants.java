package dev.visor.report;

import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.RecognizerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The defenses, attacks and recognizers of a run as they were configured, with their sources. */
final class Participants {

    /** Roles as records of older Visors name them, and their names today. */
    private static final Map<String, String> OLDER_ROLES =
            Map.of("victim", "model", "juror", "judge", "newer", "judge");

    private Participants() {}

    static Table entries(Run run) {
        List<Row> rows = new ArrayList<>();
        addEntries(rows, "defense", run.info().defenses());
        addEntries(rows, "attack", run.info().attacks());
        return new Table(
                run.prefix() + "entries",
                "Defenses and attacks",
                "As configured for this run. Fidelity: how close the implementation is to its source; a reconstruction"
                        + " follows a description that leaves gaps. Trust: how far its results can be believed, from"
                        + " images that were supplied to what is built in.",
                List.of("kind", "entry"),
                List.of(
                        Column.words("type"),
                        Column.words("source"),
                        Column.words("fidelity"),
                        Column.words("trust"),
                        Column.words("settings"),
                        Column.words("digest")),
                rows);
    }

    private static void addEntries(List<Row> rows, String kind, List<RunInfo.Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            RunInfo.Entry entry = entries.get(i);
            String note = entry.note().isBlank() ? entry.summary() : entry.summary() + " " + entry.note();
            rows.add(new Row(
                    List.of(kind, entry.id()),
                    List.of(
                            Value.of(entry.type() + code(entry.implementation())),
                            note.isBlank() ? Value.of(entry.sourcePaper()) : Value.of(entry.sourcePaper(), note),
                            Value.of(isReconstruction(entry) ? "RECONSTRUCTION" : entry.sourceFidelity()),
                            Value.of(entry.trust().word()),
                            Value.of(SettingWords.of(entry.params())),
                            Value.of(Text.brief(entry.digest()))),
                    i == 0));
        }
    }

    /** Names the code: its version in older records, otherwise the first digits of its digest. */
    private static String code(String implementation) {
        return RunInfo.isOfCode(implementation)
                ? " " + Text.brief(implementation)
                : " v" + implementation.substring(RunInfo.VERSION.length());
    }

    private static boolean isReconstruction(RunInfo.Entry entry) {
        return entry.sourceFidelity().equals("reconstruction");
    }

    static Optional<Block> reconstructions(RunInfo info) {
        List<String> ids = Stream.concat(info.defenses().stream(), info.attacks().stream())
                .filter(Participants::isReconstruction)
                .map(RunInfo.Entry::id)
                .toList();
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Paragraph(
                        "Reconstructed from incomplete descriptions, so no verdict on the published method: "
                                + String.join(", ", ids) + "."));
    }

    static Table recognizers(Run run) {
        List<Row> rows = run.info().recognizers().stream()
                .map(r -> new Row(
                        List.of(r.id()),
                        List.of(
                                Value.of(r.roles().stream()
                                        .map(role -> OLDER_ROLES.getOrDefault(role, role))
                                        .distinct()
                                        .collect(Collectors.joining(", "))),
                                Value.of(r.architecture()),
                                Value.of(r.trainedOn()),
                                Value.of(r.crop()),
                                Value.of(Integer.toString(r.dimension())),
                                Value.of(r.licence()),
                                Value.of(r.type() + code(r.implementation())),
                                Value.of(Text.brief(r.sha256()))),
                        false))
                .toList();
        return new Table(
                run.prefix() + "recognizers",
                "Recognizers",
                "Weights by the first digits of their sha256. Nets of one architecture make no cross-architecture claim.",
                List.of("recognizer"),
                List.of(
                        Column.words("roles"),
                        Column.words("architecture"),
                        Column.words("trained on"),
                        Column.words("crop"),
                        Column.number("d"),
                        Column.words("licence"),
                        Column.words("type"),
                        Column.words("sha256")),
                rows);
    }

    /** Says which nets are so alike that a transfer between them proves little. */
    static Optional<Block> families(RunInfo info) {
        Map<String, List<String>> families = new LinkedHashMap<>();
        for (RecognizerEntry r : info.recognizers()) {
            families.computeIfAbsent(r.architecture(), a -> new ArrayList<>()).add(r.id());
        }
        List<String> shared = families.entrySet().stream()
                .filter(family -> family.getValue().size() > 1)
                .map(family -> family.getKey() + " (" + String.join(", ", family.getValue()) + ")")
                .toList();
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Paragraph(
                        "A transfer between nets of one architecture is no cross-architecture claim: "
                                + String.join("; ", shared) + "."));
    }
}
