package dev.visor.harness;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.DetectedFace;
import dev.visor.core.Digest;
import dev.visor.core.Landmarks;
import dev.visor.core.Photo;
import dev.visor.core.Point;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceDetector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opens photos and finds their faces; what was detected once is not detected again. */
final class Photographs {

    /** Part of the keys: raise it when decoding or cutting changes a pixel. */
    private static final int VERSION = 1;

    private final Optional<FaceDetector> detector;
    private final ContentStore store;
    private final Map<Path, Digest> files = new ConcurrentHashMap<>();

    Photographs(Optional<FaceDetector> detector, ContentStore store) {
        this.detector = detector;
        this.store = store;
    }

    /** Whether protected photos can be detected anew; otherwise their originals' landmarks stand in. */
    boolean detects() {
        return detector.isPresent();
    }

    /** The landmarks of the data set, or else the face that the photo is of. */
    Sighting see(FacePhoto photo) {
        if (!(ImageFiles.read(photo.file()) instanceof Reading.Decoded decoded)) {
            return new Sighting.Missed(Reason.UNREADABLE);
        }
        if (photo.landmarks().isPresent()) {
            return new Sighting.Seen(decoded.photo(), photo.landmarks().get());
        }
        return sighting(decoded.photo(), detect(decoded.photo(), digest(photo), Optional.empty()));
    }

    /** Looks at a shared photo as the tracker does, for the face that was at the original's landmarks. */
    Sighting seeAgain(Photo shared, Landmarks original) {
        if (detector.isEmpty()) {
            return new Sighting.Seen(shared, original);
        }
        return sighting(shared, detect(shared, shared.digest(), Optional.of(original)));
    }

    /** Stands for the face of an unprotected photo, before any cut. */
    Digest key(FacePhoto photo) {
        return Digest.builder("original")
                .add("version", VERSION)
                .add("file", digest(photo).hex())
                .add("landmarks", photo.landmarks().map(Landmarks::toString).orElseGet(this::detectorDigest))
                .build();
    }

    private String detectorDigest() {
        return detector.map(d -> d.digest().hex()).orElse("none");
    }

    private Digest digest(FacePhoto photo) {
        return files.computeIfAbsent(photo.file(), file -> {
            try {
                return Digest.ofFile(file);
            } catch (IOException e) {
                // Unreadable now, unreadable when it is opened: an outcome, told there.
                return Digest.of("unreadable " + file.getFileName());
            }
        });
    }

    private Optional<Landmarks> detect(Photo photo, Digest identity, Optional<Landmarks> original) {
        if (detector.isEmpty()) {
            return Optional.empty();
        }
        Digest key = Digest.builder("detection")
                .add("version", VERSION)
                .add("detector", detectorDigest())
                .add("photo", identity.hex())
                .add("original", original)
                .build();
        byte[] stored = store.get(key).orElseGet(() -> {
            List<DetectedFace> faces;
            synchronized (detector.get()) {
                faces = detector.get().detect(photo);
            }
            byte[] found = encode(original.map(at -> FaceChoice.nearest(faces, FaceChoice.boxAround(at)))
                    .orElseGet(() -> FaceChoice.main(faces, photo)));
            store.put(key, found);
            return found;
        });
        return decode(stored);
    }

    private static Sighting sighting(Photo photo, Optional<Landmarks> landmarks) {
        return landmarks
                .<Sighting>map(at -> new Sighting.Seen(photo, at))
                .orElseGet(() -> new Sighting.Missed(Reason.NO_FACE));
    }

    private static byte[] encode(Optional<DetectedFace> face) {
        if (face.isEmpty()) {
            return new byte[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate(10 * Double.BYTES);
        for (Point point : face.get().landmarks().points()) {
            bytes.putDouble(point.x()).putDouble(point.y());
        }
        return bytes.array();
    }

    private static Optional<Landmarks> decode(byte[] stored) {
        if (stored.length == 0) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        List<Point> points = new ArrayList<>();
        while (bytes.hasRemaining()) {
            points.add(new Point(bytes.getDouble(), bytes.getDouble()));
        }
        return Optional.of(Landmarks.of(points));
    }
}
