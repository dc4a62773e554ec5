package dev.visor.dataset;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One of the ways in which data sets lie on disk.
 *
 * @param summary what lies there, in a line
 * @param people whether it says who is who; otherwise it serves for its own pairs only
 * @param cropTold whether its card must say if the photos are cut already, and to what crop
 * @param required params that its card must have
 * @param optional params that its card may have
 * @param maker makes the reader
 */
public record DataSetType(
        String summary, boolean people, boolean cropTold, Set<String> required, Set<String> optional, Maker maker) {

    /** Makes the reader of one data set. */
    public interface Maker {

        /** @throws IllegalArgumentException if a param cannot be; the message begins with its name */
        DataSetReader make(Map<String, String> params, Place place);
    }

    /**
     * The things that a reader may need to know of the machine.
     *
     * @param labels the CSV file beside the data set's card, whether or not there is one
     * @param folder from a path as the card writes it to one on this machine
     */
    public record Place(Path labels, Function<String, Path> folder) {

        private static final Place NOWHERE = new Place(Path.of(""), Path::of);
    }

    public DataSetType {
        required = Set.copyOf(required);
        optional = Set.copyOf(optional);
    }

    /** One that says who is who, and needs to be told nothing. */
    public static DataSetType of(String summary, DataSetReader reader) {
        return new DataSetType(summary, true, false, Set.of(), Set.of(), (params, place) -> reader);
    }

    /** All params, by name. */
    public Set<String> params() {
        Set<String> all = new TreeSet<>(required);
        all.addAll(optional);
        return all;
    }

    /** Tells what is wrong with params, all of which are there; the sentence begins with the name of one. */
    public Optional<String> problem(Map<String, String> params) {
        try {
            maker.make(params, Place.NOWHERE);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
