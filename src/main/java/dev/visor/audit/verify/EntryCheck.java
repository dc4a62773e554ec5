package dev.visor.audit.verify;

import dev.visor.core.Digest;
import dev.visor.result.RunInfo;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The digests of defenses and attacks in {@code run.json} against the type, version and parameters beside them. */
final class EntryCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        RunInfo info = evidence.info();
        Stream.concat(info.defenses().stream(), info.attacks().stream()).forEach(entry -> {
            String expected = digest(entry).hex();
            if (!expected.equals(entry.digest())) {
                findings.mismatchOf(
                        entry.id() + ".digest",
                        "%s, expected %s by its type, version and params",
                        entry.digest(),
                        expected);
            }
            findings.recomputed("entry digests", 1);
        });
    }

    /** As the harness makes it of an entry. */
    private static Digest digest(RunInfo.Entry entry) {
        return Digest.builder("entry")
                .add("type", entry.type())
                .add("version", entry.version())
                .add("params", new TreeMap<>(entry.params()))
                .build();
    }
}
