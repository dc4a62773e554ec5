package dev.visor.dataset.pack;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.file.IoReason;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoSource;
import dev.visor.dataset.pack.PickleValue.Data;
import dev.visor.dataset.pack.PickleValue.Items;
import dev.visor.dataset.pack.PickleValue.Numbers;
import dev.visor.dataset.pack.PickleValue.Truth;
import dev.visor.dataset.pack.PickleValue.Whole;
import dev.visor.dataset.pairs.PairFolds;
import dev.visor.dataset.pairs.UnnamedPeople;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * InsightFace's packs of verification pairs, {@code lfw.bin}, {@code cfp_fp.bin}, {@code agedb_30.bin} and others: a pickle
 * of {@code (bins, issame_list)}, with two encoded photos a pair in {@code bins}. It is read by {@link Pickle}, which runs
 * nothing, and photos stay in the file until they are looked at.
 *
 * <p>Photos of equal bytes are one photo. Ids are {@code photo-N}, with N as in {@code bins[N]}. Nobody has a name. Folds
 * are stretches of the list ({@link PairFolds#byPosition}), as InsightFace cuts them.
 */
public final class InsightFaceBin implements DataSetReader {

    private static final String EXPECTED = "a pickle of (bins, issame_list), as InsightFace's lfw.bin is";

    @Override
    public DataSet read(String id, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputError("%s: there is no such file; expected %s".formatted(file, EXPECTED));
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new InputError(String.format(
                        Locale.ROOT,
                        "%s: it has %,d bytes, more than the %,d that are read",
                        file,
                        channel.size(),
                        Integer.MAX_VALUE));
            }
            return read(id, file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, IoReason.of(e)), e);
        }
    }

    /**
     * The pairs of a file.
     *
     * @param content all of the file
     * @throws InputError that says what is wrong with it
     */
    static DataSet read(String id, Path file, ByteBuffer content) {
        try {
            Items lists = list(Pickle.read(content), "the whole");
            if (lists.all().size() != 2) {
                throw new Pickle.Refused("it holds " + lists.all().size() + " things, expected two lists");
            }
            List<Data> photos = photos(list(lists.all().get(0), "the first part"));
            List<Boolean> same = labels(list(lists.all().get(1), "the second part"));
            if (photos.size() != 2L * same.size() || same.isEmpty()) {
                throw new Pickle.Refused(String.format(
                        Locale.ROOT,
                        "it holds %d photos for %d pairs, expected two a pair",
                        photos.size(),
                        same.size()));
            }
            return new Pairs(file, content, photos, same).dataSet(id);
        } catch (Pickle.Refused e) {
            throw new InputError("%s: %s; expected %s".formatted(file, e.getMessage(), EXPECTED), e);
        }
    }

    private static Items list(PickleValue value, String what) throws Pickle.Refused {
        if (value instanceof Items items) {
            return items;
        }
        throw new Pickle.Refused(what + " is no list");
    }

    private static List<Data> photos(Items list) throws Pickle.Refused {
        List<Data> photos = new ArrayList<>();
        for (PickleValue value : list.all()) {
            Data data = value instanceof Numbers array ? array.bytes() : value instanceof Data bytes ? bytes : null;
            if (data == null || data.text()) {
                throw new Pickle.Refused("photo " + photos.size() + " is neither bytes nor an array of uint8");
            }
            photos.add(data);
        }
        return photos;
    }

    private static List<Boolean> labels(Items list) throws Pickle.Refused {
        List<Boolean> labels = new ArrayList<>();
        for (PickleValue value : list.all()) {
            if (value instanceof Truth truth) {
                labels.add(truth.value());
            } else if (value instanceof Whole number && (number.value() == 0 || number.value() == 1)) {
                labels.add(number.value() == 1);
            } else {
                throw new Pickle.Refused("label " + labels.size() + " is neither True nor False");
            }
        }
        return labels;
    }

    /** The pairs that are compared. */
    private static final class Pairs {

        private final Path file;
        private final List<Data> places;
        private final List<Boolean> same;

        /** Finds for each photo the first with the same bytes. */
        private final int[] firsts;

        private final UnnamedPeople people;
        private final Map<Integer, FacePhoto> photos = new HashMap<>();
        private final List<FacePhoto> inOrder = new ArrayList<>();

        Pairs(Path file, ByteBuffer content, List<Data> places, List<Boolean> same) {
            this.file = file;
            this.places = places;
            this.same = same;
            this.firsts = firsts(content, places);
            // Numbers from places.size() on are for photos that must be kept apart.
            this.people = new UnnamedPeople(2 * places.size());
            for (int pair = 0; pair < same.size(); pair++) {
                if (same.get(pair)) {
                    people.join(firsts[2 * pair], firsts[2 * pair + 1]);
                }
            }
        }

        private static int[] firsts(ByteBuffer content, List<Data> places) {
            Map<Digest, Integer> seen = new HashMap<>();
            // A list may name one place again and again.
            Map<Data, Integer> known = new HashMap<>();
            int[] firsts = new int[places.size()];
            for (int i = 0; i < firsts.length; i++) {
                if (known.containsKey(places.get(i))) {
                    firsts[i] = known.get(places.get(i));
                    continue;
                }
                byte[] bytes = new byte[places.get(i).length()];
                content.get(places.get(i).start(), bytes);
                Integer first = seen.putIfAbsent(Digest.of(bytes), i);
                firsts[i] = first == null ? i : first;
                known.put(places.get(i), firsts[i]);
            }
            return firsts;
        }

        DataSet dataSet(String id) {
            int[] folds = PairFolds.byPosition(same);
            List<LabelledPair> pairs = new ArrayList<>();
            for (int pair = 0; pair < folds.length; pair++) {
                int one = firsts[2 * pair];
                int other = firsts[2 * pair + 1];
                if (one == other || !same.get(pair) && people.connected(one, other)) {
                    // The list contradicts itself, or asks about one photo twice: it is asked what it asks.
                    one = places.size() + 2 * pair;
                    other = one + 1;
                    if (same.get(pair)) {
                        people.join(one, other);
                    }
                }
                pairs.add(new LabelledPair(folds[pair], photo(one), photo(other)));
            }
            PairFolds.require(pairs, file.toString());
            return new DataSet(id, inOrder, pairs);
        }

        private FacePhoto photo(int number) {
            return photos.computeIfAbsent(number, n -> {
                boolean apart = n >= places.size();
                int place = apart ? n - places.size() : n;
                Data data = places.get(place);
                FacePhoto photo = new FacePhoto(
                        new PhotoId("photo-" + place + (apart ? "-again" : "")),
                        people.nameOf(n),
                        new PhotoSource(file, data.start(), data.length(), data.coding()),
                        Optional.empty(),
                        Optional.empty());
                inOrder.add(photo);
                return photo;
            });
        }
    }
}
