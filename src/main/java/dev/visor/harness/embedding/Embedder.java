package dev.visor.harness.embedding;

import dev.visor.core.Acquired;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.Recognizer;
import dev.visor.result.Timing;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Embeds each face once for each recognizer.
 *
 * <p>The list of faces is cut into batches of one size; a face keeps its place in its batch whether or not its neighbors are
 * in the store already, so that a resumed run computes the same bits. The next batch is decoded while the device computes.
 */
public final class Embedder implements AutoCloseable {

    public static final Stage STAGE = new Stage("embedding", Embedder.class);

    /** Faces in a device batch where the recognizer asks for no other number; the last one is filled up. On two cores 8 take 10 ms each where 32 take 17: the cache. */
    static final int BATCH = 8;

    private final Path folder;
    private final Compute compute;
    private final Progress progress;
    private final Map<Recognizer, StoreKey> keys = new IdentityHashMap<>();
    private final Map<StoreKey, EmbeddingStore> stores = new HashMap<>();
    private final List<Timing> timings = new ArrayList<>();
    private long computed;
    private long reused;

    /**
     * A face to be embedded.
     *
     * @param key stands for the face before it is cut
     */
    public record Face(PhotoId id, StoreKey key, Source source) {}

    /** Cuts a face when it is needed. */
    public interface Source {
        AlignedFace cut(Crop crop);
    }

    public Embedder(Path folder, Compute compute, Progress progress) {
        this.folder = folder;
        this.compute = compute;
        this.progress = progress;
    }

    /**
     * Embeds all faces with all recognizers of one crop.
     *
     * @param mirrored whether an embedding is that of the face plus that of its mirror image
     * @return for each recognizer's id, what each photo gave
     */
    public Map<String, Map<PhotoId, Acquired>> embed(
            List<Recognizer> recognizers, List<Face> faces, boolean mirrored, String stage) {
        Map<String, Map<PhotoId, Acquired>> all = new LinkedHashMap<>();
        recognizers.forEach(r -> all.put(r.card().id(), new HashMap<>()));
        if (recognizers.isEmpty()) {
            return all;
        }
        recognizers.stream()
                .collect(Collectors.groupingBy(r -> r.batch().orElse(BATCH), TreeMap::new, Collectors.toList()))
                .forEach((size, alike) -> {
                    Crop crop = alike.get(0).card().crop();
                    Batch batch = load(alike, cut(faces, 0, size), crop, mirrored);
                    for (int next = size; next < faces.size() + size; next += size) {
                        List<Face> following = cut(faces, next, size);
                        CompletableFuture<Batch> ahead =
                                CompletableFuture.supplyAsync(() -> load(alike, following, crop, mirrored));
                        for (Recognizer recognizer : alike) {
                            all.get(recognizer.card().id()).putAll(embed(recognizer, batch, size, mirrored));
                        }
                        progress.advance(stage, Math.min(next, faces.size()), faces.size());
                        batch = ahead.join();
                    }
                });
        return all;
    }

    private static List<Face> cut(List<Face> faces, int start, int size) {
        return faces.subList(Math.min(start, faces.size()), Math.min(start + size, faces.size()));
    }

    public long computed() {
        return computed;
    }

    public long reused() {
        return reused;
    }

    public List<Timing> timings() {
        return List.copyOf(timings);
    }

    /**
     * Faces of one batch with their cuts.
     *
     * @param cuts empty for a face that every recognizer has in store
     */
    private record Batch(List<Face> faces, List<StoreKey> keys, List<Optional<AlignedFace>> cuts) {}

    private Batch load(List<Recognizer> recognizers, List<Face> slice, Crop crop, boolean mirrored) {
        List<StoreKey> keys = slice.stream()
                .map(face -> face.key()
                        .part("cut")
                        .add("crop", crop.digest())
                        .add("mirrored", mirrored)
                        .build())
                .toList();
        List<Optional<AlignedFace>> cuts = IntStream.range(0, slice.size())
                .parallel()
                .mapToObj(i -> recognizers.stream()
                                .allMatch(r -> store(r).get(keys.get(i)).isPresent())
                        ? Optional.<AlignedFace>empty()
                        : Optional.of(slice.get(i).source().cut(crop)))
                .toList();
        return new Batch(slice, keys, cuts);
    }

    private Map<PhotoId, Acquired> embed(Recognizer recognizer, Batch batch, int size, boolean mirrored) {
        EmbeddingStore store = store(recognizer);
        Map<PhotoId, Acquired> acquired = new HashMap<>();
        FaceImage[] slots = new FaceImage[size];
        for (int i = 0; i < batch.faces().size(); i++) {
            PhotoId id = batch.faces().get(i).id();
            Optional<Embedding> known = store.get(batch.keys().get(i));
            if (known.isPresent()) {
                reused++;
                acquired.put(id, new Acquired.Embedded(known.get()));
            } else if (batch.cuts().get(i).orElseThrow() instanceof AlignedFace.Face cut) {
                slots[i] = cut.face();
            } else {
                AlignedFace.Missed missed =
                        (AlignedFace.Missed) batch.cuts().get(i).orElseThrow();
                acquired.put(id, new Acquired.Missed(missed.reason()));
            }
        }
        Map<StoreKey, Embedding> fresh = new LinkedHashMap<>();
        List<Embedding> embeddings = compute(recognizer, slots, mirrored);
        for (int i = 0; i < embeddings.size(); i++) {
            if (slots[i] != null) {
                fresh.put(batch.keys().get(i), embeddings.get(i));
                acquired.put(batch.faces().get(i).id(), new Acquired.Embedded(embeddings.get(i)));
            }
        }
        computed += fresh.size();
        store.put(fresh);
        return acquired;
    }

    /** The embeddings of all slots, empty ones filled with a neighbor; none if all are empty. */
    private List<Embedding> compute(Recognizer recognizer, FaceImage[] slots, boolean mirrored) {
        Optional<FaceImage> filler =
                Arrays.stream(slots).filter(Objects::nonNull).findFirst();
        if (filler.isEmpty()) {
            return List.of();
        }
        List<FaceImage> faces = new ArrayList<>();
        int wanted = 0;
        for (FaceImage slot : slots) {
            faces.add(slot == null ? filler.get() : slot);
            wanted += slot == null ? 0 : 1;
        }
        long start = System.nanoTime();
        List<Embedding> embeddings = embed(recognizer, faces);
        if (mirrored) {
            embeddings = sum(
                    embeddings,
                    embed(recognizer, faces.stream().map(FaceImage::mirrored).toList()));
        }
        compute.synchronize();
        time(recognizer.card().id(), mirrored ? 2 * wanted : wanted, (System.nanoTime() - start) / 1e9);
        return embeddings;
    }

    private static List<Embedding> embed(Recognizer recognizer, List<FaceImage> faces) {
        try {
            return recognizer.embed(faces);
        } catch (ContractViolation e) {
            throw new ContractViolation(recognizer.card().id() + ": " + e.getMessage());
        }
    }

    private void time(String id, int images, double seconds) {
        int batch = (int) timings.stream().filter(t -> t.id().equals(id)).count();
        timings.add(new Timing(Timing.EMBED, id, batch, images, seconds, batch == 0));
    }

    private static List<Embedding> sum(List<Embedding> ones, List<Embedding> others) {
        return IntStream.range(0, ones.size())
                .mapToObj(i -> {
                    float[] values = ones.get(i).values().clone();
                    for (int k = 0; k < values.length; k++) {
                        values[k] += others.get(i).values()[k];
                    }
                    return Embedding.normalized(values);
                })
                .toList();
    }

    private EmbeddingStore store(Recognizer recognizer) {
        synchronized (stores) {
            return stores.computeIfAbsent(
                    keys.computeIfAbsent(recognizer, this::key),
                    key -> new EmbeddingStore(
                            folder.resolve(key.hex() + ".embeddings"),
                            recognizer.card().dimension(),
                            progress));
        }
    }

    /** The bits of an embedding are the engine's as much as the recognizer's. */
    private StoreKey key(Recognizer recognizer) {
        return StoreKey.of(STAGE, "embeddings")
                .with("recognizer", recognizer)
                .add("by", compute.identity())
                .build();
    }

    @Override
    public void close() {
        stores.values().forEach(EmbeddingStore::close);
    }
}
