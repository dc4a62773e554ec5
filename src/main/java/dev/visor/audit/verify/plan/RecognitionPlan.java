package dev.visor.audit.verify.plan;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.measure.Far;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plan of a recognition run, by its {@code run.json}. */
public final class RecognitionPlan {

    private final RunInfo info;
    private final RecognitionSettings settings;

    /** A defense with the surrogates that it uses; none for one that needs none. */
    public record Protection(String defense, List<String> surrogates) {

        public String word() {
            return defense + (surrogates.isEmpty() ? "" : " on " + String.join("+", surrogates));
        }
    }

    public RecognitionPlan(RunInfo info) {
        this.info = info;
        this.settings = info.recognition();
    }

    public List<Far> fars() {
        return info.suite().settings().fars().stream().map(Far::new).toList();
    }

    /** Whether the run inverts recognizers, and recognizes nobody itself. */
    public boolean inverts() {
        return info.inverts();
    }

    /** Returns the number of probes recognized by a model that the metrics stand for by themselves, too; 0 if none. */
    public int recognized() {
        return settings.recognized();
    }

    public List<String> models() {
        return settings.models();
    }

    List<String> countermeasures() {
        return settings.countermeasures().isEmpty() ? List.of(Cell.NO_COUNTERMEASURE) : settings.countermeasures();
    }

    /** Returns the slice of the suite that this record is, such as {@code 2/3}; empty for the whole. */
    public Optional<String> shard() {
        return info.suite().settings().slice();
    }

    /** Returns what was protected with: every defense, once for each of the surrogates that it meets. */
    public List<Protection> protections() {
        return info.ledgers().stream()
                .map(ledger -> new Protection(ledger.defense(), ledger.surrogates()))
                .distinct()
                .toList();
    }

    /** The surrogates that the suite lets that defense use, each an ensemble. */
    public List<List<String>> surrogates(String defense) {
        return settings.surrogates().stream()
                .filter(ensemble -> ensemble.stream().allMatch(id -> allows(settings.surrogateDefenses(), id, defense)))
                .toList();
    }

    /** Returns the number of probes on which that defense was run. */
    public int probes(String defense) {
        int all = info.protocol() instanceof RecognitionSizes roles ? roles.probes() : 0;
        return Math.min(all, settings.probeLimits().getOrDefault(defense, all));
    }

    /** Returns what the suite's digest is made of; empty in an older record. */
    public Map<String, String> parts() {
        return info.suite().settings().madeOf();
    }

    /**
     * Returns the judge under that countermeasure in that model's place: the model itself, unless the countermeasure
     * replaces it.
     */
    String judge(String countermeasure, String model) {
        return settings.countermeasureJudges().getOrDefault(countermeasure, model);
    }

    /**
     * Returns the id under which the impostors of that cell's judge stand: a recognizer that the tracker has trained has
     * its own, and so has one that looks at photos otherwise than usual.
     */
    public String calibrated(Cell cell, Set<String> ids) {
        String trained = String.join(
                "~",
                cell.model(),
                cell.countermeasure(),
                cell.defense(),
                String.join("+", cell.surrogates()),
                Long.toString(cell.seed()));
        String judge = judge(cell.countermeasure(), cell.model());
        return Stream.of(trained, String.join("~", judge, cell.countermeasure()))
                .filter(ids::contains)
                .findFirst()
                .orElse(judge);
    }

    /** Whether the suite asked for FARs that its impostors do not resolve, which is warned of. */
    public boolean unresolved() {
        return info.warnings().stream().anyMatch(warning -> warning.code().equals("unresolved-far"));
    }

    /** Every cell that the run had to judge. */
    public Set<Cell> cells() {
        Set<Cell> cells = new LinkedHashSet<>();
        List<String> alone = settings.recognizerAttacks();
        Protection control = new Protection(Cell.CONTROL, List.of());
        for (long seed : info.seeds()) {
            for (String attack : settings.attacks()) {
                services(attack)
                        .forEach(service -> protections()
                                .forEach(protection -> cells.add(cell(
                                        protection, attack, service, seed, Alignment.PHOTO, Cell.NO_COUNTERMEASURE))));
                for (String model : models()) {
                    if (!alone.contains(attack)) {
                        protections().forEach(protection -> cells.addAll(cells(protection, attack, model, seed)));
                    } else if (shard().isEmpty() || protections().contains(control)) {
                        cells.add(cell(control, attack, model, seed, Alignment.CROP, Cell.NO_COUNTERMEASURE));
                    }
                }
            }
        }
        return cells;
    }

    /** The services that can be asked so; they are sent whole photos, and no countermeasure is put before them. */
    private List<String> services(String attack) {
        return settings.services().stream()
                .filter(service -> settings.serviceAttacks()
                        .getOrDefault(service, List.of())
                        .contains(attack))
                .toList();
    }

    /** Weights decide, not names: a copy of the model under another id is the model. */
    private Access access(Protection protection, String model) {
        if (protection.surrogates().isEmpty()) {
            return Access.NONE;
        }
        boolean known =
                protection.surrogates().stream().anyMatch(id -> sha256(id).equals(sha256(model)));
        return known ? Access.WHITE_BOX : Access.BLACK_BOX;
    }

    private List<Cell> cells(Protection protection, String attack, String model, long seed) {
        List<Cell> cells = new ArrayList<>();
        for (String alignment : settings.alignments()) {
            for (String countermeasure : countermeasures()) {
                if (meets(countermeasure, protection.defense(), model)) {
                    cells.add(cell(
                            protection,
                            attack,
                            model,
                            seed,
                            Alignment.valueOf(alignment.toUpperCase(Locale.ROOT)),
                            countermeasure));
                }
            }
        }
        return cells;
    }

    /** A costly countermeasure may be restricted to some defenses, beside the control, and to some models. */
    private boolean meets(String countermeasure, String defense, String model) {
        boolean met = settings.keys().containsKey(countermeasure)
                ? settings.keys().get(countermeasure).contains(defense)
                : defense.equals(Cell.CONTROL) || allows(settings.countermeasureDefenses(), countermeasure, defense);
        return met && allows(settings.countermeasureModels(), countermeasure, model);
    }

    private Cell cell(
            Protection protection, String attack, String model, long seed, Alignment alignment, String countermeasure) {
        String judge = judge(countermeasure, model);
        return Cell.of(
                        protection.defense(),
                        protection.surrogates(),
                        info.dataset().id(),
                        seed)
                .withAlignment(alignment)
                .attackedBy(
                        attack,
                        settings.recognizerAttacks().contains(attack)
                                ? AttackerAccess.NONE
                                : settings.keys().containsKey(countermeasure)
                                        ? AttackerAccess.KEY
                                        : AttackerAccess.SCORES)
                .against(model, access(protection, judge))
                .withCountermeasure(countermeasure)
                .judgedBy(judge)
                .restingOn(info.trust(protection.defense()))
                .restingOn(info.trust(attack))
                .restingOn(info.trust(countermeasure))
                .restingOn(RecognizerTrust.of(info, model))
                .restingOn(RecognizerTrust.of(info, judge));
    }

    /** Returns the digest of the weights; the id itself for a recognizer that {@code run.json} does not hold. */
    private String sha256(String id) {
        return info.recognizers().stream()
                .filter(recognizer -> recognizer.id().equals(id))
                .map(RunInfo.RecognizerEntry::sha256)
                .findFirst()
                .orElse(id);
    }

    private static boolean allows(Map<String, List<String>> restrictions, String restricted, String other) {
        return !restrictions.containsKey(restricted)
                || restrictions.get(restricted).contains(other);
    }
}
