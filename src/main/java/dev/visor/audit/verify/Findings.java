package dev.visor.audit.verify;

import dev.visor.core.text.Printable;
import dev.visor.result.RecordFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the mismatches and remarks of a check. */
final class Findings {

    private final List<Mismatch> mismatches = new ArrayList<>();
    private final Map<String, Long> recomputed = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    void mismatch(String where, String what, Object... values) {
        mismatches.add(new Mismatch(where, String.format(Locale.ROOT, what, values)));
    }

    void mismatch(RecordFile file, long line, String column, String what, Object... values) {
        mismatch(String.format(Locale.ROOT, "%s line %d, column %s", file.word(), line, column), what, values);
    }

    /** Reports a mismatch in {@code run.json}. */
    void mismatchOf(String key, String what, Object... values) {
        mismatch("run.json, " + key, what, values);
    }

    void recomputed(String what, long count) {
        recomputed.merge(what, count, Long::sum);
    }

    void remark(String sentence, Object... values) {
        remarks.add(Printable.line(String.format(Locale.ROOT, sentence, values)));
    }

    Audit audit() {
        return new Audit(mismatches, Collections.unmodifiableMap(new LinkedHashMap<>(recomputed)), remarks);
    }
}
