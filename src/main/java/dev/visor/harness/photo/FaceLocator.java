package dev.visor.harness.photo;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.PhotoSource;
import dev.visor.dataset.Reading;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceDetector;
import dev.visor.result.Timing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Opens photos and finds their faces; what was detected once is not detected again. */
public final class FaceLocator {

    public static final Stage STAGE = new Stage("detection", FaceLocator.class);

    /** The reason of a photo that can be read. */
    static final String NO_FACE = "no face";

    private final Optional<FaceDetector> detector;

    /** Stands for how faces are found. */
    private final StoreKey looking;

    private final ContentStore store;
    private final Map<PhotoSource, Digest> files = new ConcurrentHashMap<>();
    private final Map<PhotoSource, String> missed = new ConcurrentHashMap<>();
    private final List<Timing> timings = new ArrayList<>();

    public FaceLocator(Optional<FaceDetector> detector, ContentStore store) {
        this.detector = detector;
        this.looking = looking(detector);
        this.store = store;
    }

    /** Whether protected photos can be detected anew; otherwise their originals' landmarks stand in. */
    public boolean detects() {
        return detector.isPresent();
    }

    /** The landmarks of the data set, or else the face that the photo is of. */
    public LocatedFace see(FacePhoto photo) {
        Reading reading = ImageFiles.read(photo.source(), content -> requireSame(photo, Digest.of(content)));
        if (reading instanceof Reading.Unreadable unreadable) {
            missed.put(photo.source(), unreadable.reason());
            return new LocatedFace.Missed(Reason.UNREADABLE);
        }
        Photo seen = ((Reading.Decoded) reading).photo();
        if (photo.landmarks().isPresent()) {
            return new LocatedFace.Seen(seen, photo.landmarks().get());
        }
        if (photo.cut().isPresent()) {
            return within(photo, seen, photo.cut().get());
        }
        Optional<Landmarks> found = detect(seen, digest(photo), Optional.empty());
        if (found.isEmpty()) {
            missed.put(photo.source(), NO_FACE);
        }
        return located(seen, found);
    }

    /** A crop that may have another size than its recognizers take, as InsightFace enlarges it: from the corner. */
    private LocatedFace within(FacePhoto photo, Photo seen, Crop.FivePoint crop) {
        if (seen.width() != seen.height()) {
            missed.put(
                    photo.source(),
                    String.format(
                            Locale.ROOT,
                            "it has %d x %d pixels, and its data set says that it is a square crop",
                            seen.width(),
                            seen.height()));
            return new LocatedFace.Missed(Reason.UNREADABLE);
        }
        double scale = seen.width() / (double) crop.side();
        return new LocatedFace.Seen(
                seen,
                Landmarks.of(crop.targets().stream()
                        .map(point -> new Point(point.x() * scale, point.y() * scale))
                        .toList()));
    }

    /** The faces of all photos that show one. */
    public List<FaceImage> faces(List<FacePhoto> photos, Crop crop) {
        List<FaceImage> faces = new ArrayList<>();
        for (FacePhoto photo : photos) {
            if (see(photo).cutTo(crop) instanceof AlignedFace.Face face) {
                faces.add(face.face());
            }
        }
        return faces;
    }

    /** Returns all photos that show a face, whole. */
    public List<FaceImage> photos(List<FacePhoto> photos) {
        List<FaceImage> whole = new ArrayList<>();
        for (FacePhoto photo : photos) {
            if (see(photo) instanceof LocatedFace.Seen seen) {
                whole.add(FaceImage.ofPhoto(seen.photo()));
            }
        }
        return whole;
    }

    /** Looks at a shared photo as the tracker does, for the face that was at the original's landmarks. */
    public LocatedFace seeAgain(Photo shared, Landmarks original) {
        if (detector.isEmpty()) {
            return new LocatedFace.Seen(shared, original);
        }
        return located(shared, detect(shared, shared.digest(), Optional.of(original)));
    }

    /** Returns the photo as somebody has it who is not told where the face is: it is looked for. */
    public static FacePhoto unlabelled(FacePhoto photo) {
        return new FacePhoto(photo.id(), photo.subject(), photo.source(), Optional.empty(), photo.cut());
    }

    /** Stands for the face of an unprotected photo, before any cut. */
    public StoreKey key(FacePhoto photo) {
        StoreKey.Builder key = photo.landmarks()
                .map(given -> StoreKey.of(STAGE, "original").add("landmarks", given.digest()))
                .or(() -> photo.cut().map(crop -> StoreKey.of(STAGE, "original").add("cut", crop.digest())))
                .orElseGet(() -> looking.part("original"));
        return key.add("file", digest(photo)).build();
    }

    private static StoreKey looking(Optional<FaceDetector> detector) {
        StoreKey.Builder key = StoreKey.of(STAGE, "looking");
        detector.ifPresent(by -> key.add("detector", by.digest()).with("detector", Implementation.ofObject(by)));
        return key.build();
    }

    /** Computes the digest of what photos hold, all together: their names in the data set, and their files' bytes. */
    public Digest contents(Collection<FacePhoto> photos) {
        photos.parallelStream().forEach(this::digest);
        Digest.Builder contents = Digest.builder("photos");
        photos.stream()
                .sorted(Comparator.comparing(FacePhoto::id).thenComparing(FacePhoto::source))
                .forEach(photo -> contents.add(photo.id().value(), digest(photo).hex()));
        return contents.build();
    }

    /** Computes the digest of what the photo shows, whatever its file adds to that. */
    Digest pixels(FacePhoto photo) {
        return ImageFiles.read(photo.source(), content -> {}) instanceof Reading.Decoded decoded
                ? decoded.photo().digest()
                : digest(photo);
    }

    /** The photos of data sets that were opened and showed nothing, with the reason. */
    public Map<PhotoSource, String> missed() {
        return new TreeMap<>(missed);
    }

    Digest digest(FacePhoto photo) {
        return files.computeIfAbsent(photo.source(), source -> {
            try {
                return source.whole() ? Digest.ofFile(source.file()) : Digest.of(source.bytes());
            } catch (IOException e) {
                // Unreadable now, unreadable when it is opened: an outcome, told there.
                return Digest.of("unreadable " + source.name());
            }
        });
    }

    /**
     * Requires that a photo still has the content under whose digest it is stored: what is stored there must have been
     * made of just those bytes.
     */
    private void requireSame(FacePhoto photo, Digest content) {
        Digest first = files.putIfAbsent(photo.source(), content);
        if (first != null && !first.equals(content)) {
            throw new InputError("%s was changed while it was in use; leave the photos alone and run it again"
                    .formatted(photo.file()));
        }
    }

    private Optional<Landmarks> detect(Photo photo, Digest identity, Optional<Landmarks> original) {
        if (detector.isEmpty()) {
            return Optional.empty();
        }
        StoreKey.Builder made = looking.part("detection").add("photo", identity);
        original.ifPresent(at -> made.add("original", at.digest()));
        StoreKey key = made.build();
        byte[] stored = store.get(key).orElseGet(() -> {
            List<DetectedFace> faces = detect(photo, detector.get());
            byte[] found = encode(original.map(at -> FaceChoice.nearest(faces, FaceChoice.boxAround(at)))
                    .orElseGet(() -> FaceChoice.main(faces, photo)));
            store.put(key, found);
            return found;
        });
        return decode(stored);
    }

    private List<DetectedFace> detect(Photo photo, FaceDetector by) {
        synchronized (by) {
            long begun = System.nanoTime();
            List<DetectedFace> faces = by.detect(photo);
            double seconds = (System.nanoTime() - begun) / 1e9;
            timings.add(new Timing(Timing.LOCATE, by.id(), timings.size(), 1, seconds, timings.isEmpty()));
            return faces;
        }
    }

    /** Returns how long the detector took for each photo that it was shown, in that order; what was stored took none. */
    public List<Timing> timings() {
        if (detector.isEmpty()) {
            return List.of();
        }
        synchronized (detector.get()) {
            return List.copyOf(timings);
        }
    }

    private static LocatedFace located(Photo photo, Optional<Landmarks> landmarks) {
        return landmarks
                .<LocatedFace>map(at -> new LocatedFace.Seen(photo, at))
                .orElseGet(() -> new LocatedFace.Missed(Reason.NO_FACE));
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
