package dev.visor.audit.verify;

import dev.visor.core.Digest;
import dev.visor.result.RunInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The digests of {@code run.json}: of defenses and attacks against the type and parameters beside them (in older records, the version too), of
 * the suite against all that it is made of. Those of recognizers are made of their cards, which a record does not hold.
 */
final class EntryCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        RunInfo info = evidence.info();
        Stream.concat(info.defenses().stream(), info.attacks().stream()).forEach(entry -> {
            String expected = digest(entry).hex();
            if (!expected.equals(entry.digest())) {
                findings.mismatchOf(
                        entry.id() + ".digest", "%s, expected %s by its type and params", entry.digest(), expected);
            }
            findings.recomputed("entry digests", 1);
        });
        Map<String, String> parts = evidence.plan().parts();
        if (parts.isEmpty()) {
            findings.remark("run.json does not tell what the suite's digest is made of (an older Visor wrote it)");
        } else {
            suite(info, parts, findings);
        }
    }

    private static void suite(RunInfo info, Map<String, String> parts, Findings findings) {
        Map<String, String> known = new TreeMap<>();
        info.defenses().forEach(entry -> known.put("defense " + entry.id(), entry.digest()));
        info.attacks().forEach(entry -> {
            // A countermeasure is an attack, too, and one id may be both.
            List.of("attack ", "rung ").forEach(kind -> {
                if (parts.containsKey(kind + entry.id())) {
                    known.putIfAbsent(kind + entry.id(), entry.digest());
                }
            });
        });
        info.recognizers().forEach(entry -> known.put("recognizer " + entry.id(), entry.digest()));
        known.forEach((part, digest) -> {
            if (!digest.equals(parts.get(part))) {
                findings.mismatchOf(
                        "suite.settings.made_of",
                        "%s is %s, expected %s as beside its entry",
                        part,
                        parts.getOrDefault(part, "missing"),
                        digest);
            }
        });
        Digest.Builder whole = Digest.builder("resolved suite");
        new TreeMap<>(parts).forEach(whole::add);
        String expected = whole.build().hex();
        if (!expected.equals(info.suite().digest())) {
            findings.mismatchOf(
                    "suite.digest",
                    "%s, expected %s by suite.settings.made_of",
                    info.suite().digest(),
                    expected);
        }
    }

    /** Computes the digest that the harness makes of an entry: with its version, where it had one. */
    private static Digest digest(RunInfo.Entry entry) {
        if (RunInfo.isOfCode(entry.implementation())) {
            Digest.Builder digest = Digest.builder("entry").add("type", entry.type());
            new TreeMap<>(entry.params()).forEach((name, value) -> digest.add("params." + name, String.valueOf(value)));
            return digest.build();
        }
        return Digest.builder("entry")
                .add("type", entry.type())
                .add("version", entry.implementation().substring(RunInfo.VERSION.length()))
                .add("params", new TreeMap<>(entry.params()).toString())
                .build();
    }
}
