package dev.visor.harness.service;

import dev.visor.attack.UploadedPhoto;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Photos as they are sent, those used last: they are slow to make, and large. Services that take them alike share them. */
final class PictureCache {

    /** Bytes of all that are kept. */
    private static final long KEPT = 192L << 20;

    private final Map<String, UploadedPhoto> made = new LinkedHashMap<>(16, .75f, true);
    private long bytes;

    UploadedPhoto get(String name, Supplier<UploadedPhoto> making) {
        synchronized (made) {
            if (made.containsKey(name)) {
                return made.get(name);
            }
        }
        UploadedPhoto sent = making.get();
        synchronized (made) {
            bytes += size(sent) - size(made.put(name, sent));
            Iterator<UploadedPhoto> oldest = made.values().iterator();
            while (bytes > KEPT && oldest.hasNext()) {
                bytes -= size(oldest.next());
                oldest.remove();
            }
        }
        return sent;
    }

    private static long size(UploadedPhoto sent) {
        return sent instanceof UploadedPhoto.Photo photo ? photo.picture().file().length : 0;
    }
}
