package dev.visor.service.serve;

import dev.visor.service.KeyText;
import dev.visor.service.serve.dialect.ScoreMapping;
import dev.visor.service.serve.http.ServerLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Settings of a recognition server.
 *
 * @param port on loopback; 0 for any
 * @param key of the only account
 * @param secret of the only account
 * @param maxPicture bytes of the largest picture
 * @param ceiling calls a second, beyond which they are answered with "too many requests"; 0 for none
 * @param log where calls are written down; nowhere if empty
 * @param regions that signed calls may be meant for
 * @param told of what the one who serves should know
 */
public record ServerSettings(
        int port,
        String key,
        String secret,
        ScoreMapping likeness,
        FaultInjection faults,
        int maxPicture,
        double ceiling,
        Optional<Path> log,
        Set<String> regions,
        ServerLimits bounds,
        Consumer<String> told) {

    /** Regions of the rehearsals' cards, and of vendors' examples. */
    public static final Set<String> REGIONS = Set.of("rehearsal", "us-east-1", "ap-guangzhou");

    public ServerSettings {
        regions = Set.copyOf(regions);
        for (String value : List.of(key, secret)) {
            KeyText.flaw(value).ifPresent(flaw -> {
                throw new IllegalArgumentException("a key, or its secret, " + flaw);
            });
        }
    }

    /** Makes settings in the usual regions and bounds, telling nobody. */
    public ServerSettings(
            int port,
            String key,
            String secret,
            ScoreMapping likeness,
            FaultInjection faults,
            int maxPicture,
            double ceiling,
            Optional<Path> log) {
        this(
                port,
                key,
                secret,
                likeness,
                faults,
                maxPicture,
                ceiling,
                log,
                REGIONS,
                ServerLimits.of(Runtime.getRuntime().maxMemory()),
                sentence -> {});
    }

    /** Holds keys: never printed whole. */
    @Override
    public String toString() {
        return "settings of a server at port " + port;
    }
}
