package dev.visor.result.settings;

import dev.visor.core.Cell;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a suite whose recognizers look people up.
 *
 * @param alignments {@code crop}, {@code photo}: what of a protected face the attacker holds
 * @param crop how faces are cut for a defense without surrogates
 * @param recognizerAttacks those of the attacks that judge recognizers alone, on unprotected photos
 * @param countermeasures ids, {@code none} first
 * @param countermeasureDefenses which defenses a countermeasure meets, beside {@code none}; one that is missing meets all
 * @param countermeasureModels which models a countermeasure is put before; one that is missing is put before all
 * @param countermeasureJudges who judges in the model's place after a countermeasure
 * @param keys which defenses a countermeasure has the key of, where it takes a protection back with one; it meets no others
 * @param traces after which countermeasures the names are read that photos of a defense carry; nothing of those that carry none
 * @param regions of which regions of a face the record tells what a defense made of them; nothing of defenses that have none
 * @param models ids of the models under attack
 * @param surrogates ensembles of ids
 * @param surrogateDefenses which defenses may use a surrogate; one that is missing may be used by all
 * @param probeLimits on how many probes a costly defense runs
 * @param recognized of how many probes that a model recognizes unprotected the metrics stand by themselves, too; 0 if of none
 * @param services ids of third-party recognition, which are models, too
 * @param serviceAttacks which attacks each service can be asked
 * @param serviceResults how many matches each service returns at most: a rank one above it says "or farther down"
 */
public record RecognitionSettings(
        List<String> alignments,
        String crop,
        List<Double> fars,
        List<String> attacks,
        List<String> recognizerAttacks,
        List<String> countermeasures,
        Map<String, List<String>> countermeasureDefenses,
        Map<String, List<String>> countermeasureModels,
        Map<String, String> countermeasureJudges,
        Map<String, List<String>> keys,
        Map<String, List<String>> traces,
        Map<String, List<String>> regions,
        List<String> models,
        List<List<String>> surrogates,
        Map<String, List<String>> surrogateDefenses,
        Map<String, Integer> probeLimits,
        int recognized,
        List<String> services,
        Map<String, List<String>> serviceAttacks,
        Map<String, Integer> serviceResults,
        Map<String, String> madeOf,
        Map<String, String> code,
        List<String> overrides,
        String shard)
        implements Settings {

    /** Settings of a suite that recognizes nobody. */
    public static final RecognitionSettings NONE = new RecognitionSettings(
            List.of(),
            "-",
            List.of(),
            List.of(),
            List.of(),
            List.of(Cell.NO_COUNTERMEASURE),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            0,
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            WHOLE);

    public RecognitionSettings {
        alignments = List.copyOf(alignments);
        fars = List.copyOf(fars);
        attacks = List.copyOf(attacks);
        recognizerAttacks = List.copyOf(recognizerAttacks);
        countermeasures = List.copyOf(countermeasures);
        countermeasureDefenses = Collections.unmodifiableSortedMap(new TreeMap<>(countermeasureDefenses));
        countermeasureModels = Collections.unmodifiableSortedMap(new TreeMap<>(countermeasureModels));
        countermeasureJudges = Collections.unmodifiableSortedMap(new TreeMap<>(countermeasureJudges));
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        traces = Collections.unmodifiableSortedMap(new TreeMap<>(traces));
        regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        models = List.copyOf(models);
        surrogates = surrogates.stream().map(List::copyOf).toList();
        surrogateDefenses = Collections.unmodifiableSortedMap(new TreeMap<>(surrogateDefenses));
        probeLimits = Collections.unmodifiableSortedMap(new TreeMap<>(probeLimits));
        services = List.copyOf(services);
        serviceAttacks = Collections.unmodifiableSortedMap(new TreeMap<>(serviceAttacks));
        serviceResults = Collections.unmodifiableSortedMap(new TreeMap<>(serviceResults));
        madeOf = Collections.unmodifiableSortedMap(new TreeMap<>(madeOf));
        code = Collections.unmodifiableSortedMap(new TreeMap<>(code));
        overrides = List.copyOf(overrides);
    }

    @Override
    public RecognitionSettings withShard(String other) {
        return new RecognitionSettings(
                alignments,
                crop,
                fars,
                attacks,
                recognizerAttacks,
                countermeasures,
                countermeasureDefenses,
                countermeasureModels,
                countermeasureJudges,
                keys,
                traces,
                regions,
                models,
                surrogates,
                surrogateDefenses,
                probeLimits,
                recognized,
                services,
                serviceAttacks,
                serviceResults,
                madeOf,
                code,
                overrides,
                other);
    }
}
