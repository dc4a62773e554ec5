package dev.visor.harness;

import dev.visor.attack.Sent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Photos as they are sent, those used last: they are slow to make, and large. Services that take them alike share them. */
final class PictureCache {

    /** Bytes of all that are kept. */
    private static final long KEPT = 192L << 20;

    private final Map<String, Sent> made = new LinkedHashMap<>(16, .75f, true);
    private long bytes;

    Sent get(String name, Supplier<Sent> making) {
        synchronized (made) {
            if (made.containsKey(name)) {
                return made.get(name);
            }
        }
        Sent sent = making.get();
        synchronized (made) {
            bytes += size(sent) - size(made.put(name, sent));
            Iterator<Sent> oldest = made.values().iterator();
            while (bytes > KEPT && oldest.hasNext()) {
                bytes -= size(oldest.next());
                oldest.remove();
            }
        }
        return sent;
    }

    private static long size(Sent sent) {
        return sent instanceof Sent.Photo photo ? photo.picture().file().length : 0;
    }
}
