package dev.visor.audit.verify;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Far;
import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run set out to do, by its {@code run.json}. */
final class Plan {

    static final String CONTROL = "none";

    private final RunInfo info;
    private final List<Cell> recorded;

    /** A defense with the surrogates that it uses; none for one that needs none. */
    record Protection(String defense, List<String> surrogates) {

        String word() {
            return defense + (surrogates.isEmpty() ? "" : " on " + String.join("+", surrogates));
        }
    }

    /** @param recorded of {@code cells.csv}; older records do not tell which attacks judge no defense */
    Plan(RunInfo info, List<Cell> recorded) {
        this.info = info;
        this.recorded = recorded;
    }

    List<Far> fars() {
        return list("fars").stream()
                .filter(Number.class::isInstance)
                .map(rate -> new Far(((Number) rate).doubleValue()))
                .toList();
    }

    /** Whether the run inverts recognizers, and recognizes nobody itself. */
    boolean inverts() {
        return "inversion".equals(info.suite().settings().get("kind"));
    }

    /** Of how many probes that a victim recognizes the metrics stand by themselves, too; 0 if of none. */
    int recognized() {
        return info.suite().settings().get("recognized") instanceof Number most ? most.intValue() : 0;
    }

    List<String> victims() {
        return words("victims");
    }

    List<String> rungs() {
        List<String> rungs = words("rungs");
        return rungs.isEmpty() ? List.of(CONTROL) : rungs;
    }

    /** Which slice of the suite this record is, such as {@code 2/3}; empty for the whole. */
    Optional<String> shard() {
        return Optional.ofNullable(info.suite().settings().get("shard")).map(String::valueOf);
    }

    /** What was protected with: every defense, once for each of the surrogates that it meets. */
    List<Protection> protections() {
        return info.ledgers().stream()
                .map(ledger -> new Protection(ledger.defense(), ledger.surrogates()))
                .distinct()
                .toList();
    }

    /** The surrogates that the suite lets that defense use, each an ensemble. */
    List<List<String>> surrogates(String defense) {
        Map<?, ?> restricted = map("surrogate_defenses");
        return list("surrogates").stream()
                .map(Plan::words)
                .filter(ensemble -> ensemble.stream()
                        .allMatch(id -> !restricted.containsKey(id)
                                || words(restricted.get(id)).contains(defense)))
                .toList();
    }

    /** On how many probes that defense was run. */
    int probes(String defense) {
        Object limit = map("probe_limits").get(defense);
        int all = info.protocol().probes();
        return limit instanceof Number most ? Math.min(all, most.intValue()) : all;
    }

    /** What the suite's digest is made of; empty in an older record. */
    Map<String, String> parts() {
        Map<String, String> parts = new TreeMap<>();
        map("made_of").forEach((part, digest) -> parts.put(String.valueOf(part), String.valueOf(digest)));
        return parts;
    }

    /** Who judges on that rung where that victim would: the victim, unless the rung replaces it. */
    String judge(String rung, String victim) {
        return map("rung_judges").get(rung) instanceof String judge ? judge : victim;
    }

    /** Under which id the impostors of that cell's judge stand: a recognizer that the tracker has trained has its own. */
    String calibrated(Cell cell, Set<String> ids) {
        String trained = String.join(
                "~",
                cell.victim(),
                cell.rung(),
                cell.defense(),
                String.join("+", cell.surrogates()),
                Long.toString(cell.seed()));
        return ids.contains(trained) ? trained : judge(cell.rung(), cell.victim());
    }

    /** Whether the suite asked for FARs that its impostors do not resolve, which is warned of. */
    boolean unresolved() {
        return info.warnings().stream().anyMatch(warning -> warning.code().equals("unresolved-far"));
    }

    /** Every cell that the run had to judge. */
    Set<Cell> cells() {
        Set<Cell> cells = new LinkedHashSet<>();
        Set<String> alone = recognizerAttacks();
        Protection control = new Protection(CONTROL, List.of());
        for (long seed : info.seeds()) {
            for (String attack : attacks()) {
                services(attack)
                        .forEach(service -> protections()
                                .forEach(protection ->
                                        cells.add(cell(protection, attack, service, seed, Alignment.PHOTO, CONTROL))));
                for (String victim : victims()) {
                    if (!alone.contains(attack)) {
                        protections().forEach(protection -> cells.addAll(cells(protection, attack, victim, seed)));
                    } else if (shard().isEmpty() || protections().contains(control)) {
                        cells.add(cell(control, attack, victim, seed, Alignment.CROP, CONTROL));
                    }
                }
            }
        }
        return cells;
    }

    /** The services that can be asked so; they are sent whole photos, and no rung is put before them. */
    private List<String> services(String attack) {
        Map<?, ?> attacks = map("service_attacks");
        return words("services").stream()
                .filter(service -> words(attacks.get(service)).contains(attack))
                .toList();
    }

    /** Weights decide, not names: a copy of the victim under another id is the victim. */
    private Access access(Protection protection, String victim) {
        if (protection.surrogates().isEmpty()) {
            return Access.NONE;
        }
        boolean known =
                protection.surrogates().stream().anyMatch(id -> sha256(id).equals(sha256(victim)));
        return known ? Access.WHITE_BOX : Access.BLACK_BOX;
    }

    private List<Cell> cells(Protection protection, String attack, String victim, long seed) {
        List<Cell> cells = new ArrayList<>();
        for (String alignment : words("alignments")) {
            for (String rung : rungs()) {
                if (meets(rung, protection.defense(), victim)) {
                    cells.add(cell(
                            protection,
                            attack,
                            victim,
                            seed,
                            Alignment.valueOf(alignment.toUpperCase(Locale.ROOT)),
                            rung));
                }
            }
        }
        return cells;
    }

    /** A costly rung may be restricted to some defenses, beside the control, and to some victims. */
    private boolean meets(String rung, String defense, String victim) {
        Map<?, ?> defenses = map("rung_defenses");
        Map<?, ?> victims = map("rung_victims");
        return (!defenses.containsKey(rung)
                        || defense.equals(CONTROL)
                        || words(defenses.get(rung)).contains(defense))
                && (!victims.containsKey(rung) || words(victims.get(rung)).contains(victim));
    }

    private Cell cell(
            Protection protection, String attack, String victim, long seed, Alignment alignment, String rung) {
        return new Cell(
                protection.defense(),
                protection.surrogates(),
                attack,
                victim,
                info.dataset().id(),
                seed,
                alignment,
                rung,
                access(protection, judge(rung, victim)));
    }

    private List<String> attacks() {
        List<String> attacks = words("attacks");
        return attacks.isEmpty()
                ? info.attacks().stream().map(RunInfo.Entry::id).toList()
                : attacks;
    }

    /** Those that judge the recognizers themselves, on unprotected photos. */
    private Set<String> recognizerAttacks() {
        if (info.suite().settings().containsKey("recognizer_attacks")) {
            return Set.copyOf(words("recognizer_attacks"));
        }
        Map<String, List<Cell>> byAttack = recorded.stream().collect(Collectors.groupingBy(Cell::attack));
        return byAttack.keySet().stream()
                .filter(attack -> info.protocol().pairs() > 0
                        && byAttack.get(attack).stream()
                                .allMatch(cell -> cell.defense().equals(CONTROL) && cell.alignment() == Alignment.CROP))
                .collect(Collectors.toSet());
    }

    /** Of the weights; the id itself for a recognizer that {@code run.json} does not hold. */
    private String sha256(String id) {
        return info.recognizers().stream()
                .filter(recognizer -> recognizer.id().equals(id))
                .map(RunInfo.RecognizerEntry::sha256)
                .findFirst()
                .orElse(id);
    }

    private List<String> words(String setting) {
        return words(info.suite().settings().get(setting));
    }

    private List<?> list(String setting) {
        return info.suite().settings().get(setting) instanceof Collection<?> values ? List.copyOf(values) : List.of();
    }

    private Map<?, ?> map(String setting) {
        return info.suite().settings().get(setting) instanceof Map<?, ?> values ? values : Map.of();
    }

    private static List<String> words(Object value) {
        return Optional.ofNullable(value).filter(Collection.class::isInstance).map(Collection.class::cast).stream()
                .flatMap(all -> ((Collection<?>) all).stream())
                .map(String::valueOf)
                .toList();
    }
}
