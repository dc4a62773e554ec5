package dev.visor.result.settings;

import dev.visor.result.RunJson;
import dev.visor.result.RunMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings for tests: all that a suite may say is empty but what is set, by the keys of {@code run.json}. */
public final class SampleSettings {

    private final Map<String, Object> set = new TreeMap<>();

    public SampleSettings with(String key, Object value) {
        set.put(key, value);
        return this;
    }

    public RecognitionSettings recognition() {
        Map<String, Object> all = RunJson.byKey(RecognitionSettings.NONE);
        all.putAll(set);
        return (RecognitionSettings) RunMapper.MAPPER.convertValue(all, Settings.class);
    }

    /** Of a small residual net. */
    public InversionSettings inversion() {
        InversionSettings nothing = new InversionSettings(
                "-",
                new InversionSettings.Training("residual", 64, 128, "arcface", 12, 8, .01, .9, 5e-4, true, 12),
                new InversionSettings.People("people", "landmarks", 2, 2, 2),
                new InversionSettings.Others("others", "landmarks", 0, 0),
                false,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                "-",
                List.of(),
                0,
                0,
                1,
                "-",
                List.of(),
                3,
                Map.of(),
                Map.of(),
                List.of(),
                Settings.WHOLE);
        Map<String, Object> all = RunJson.byKey(nothing);
        all.putAll(set);
        return (InversionSettings) RunMapper.MAPPER.convertValue(all, Settings.class);
    }
}
