package dev.visor.dataset.pack;

import dev.visor.dataset.pack.Pickle.Refused;
import dev.visor.dataset.pack.PickleValue.Data;
import dev.visor.dataset.pack.PickleValue.Items;
import dev.visor.dataset.pack.PickleValue.NumberType;
import dev.visor.dataset.pack.PickleValue.Numbers;
import dev.visor.dataset.pack.PickleValue.Symbol;
import dev.visor.dataset.pack.PickleValue.Truth;
import java.util.List;
import java.util.Set;

/** The few calls of a pickle of photos, and what they amount to; nothing is called for it. */
final class PickleCall {

    /** No name that is known has more letters. */
    static final int MOST_WORD = 64;

    private static final Set<String> LATIN_1 = Set.of("latin1", "latin-1", "iso-8859-1");

    private PickleCall() {}

    /** The value of one call. */
    static PickleValue of(Pickle in, PickleValue called, List<PickleValue> arguments) throws Refused {
        if (!(called instanceof Symbol symbol)) {
            throw new Refused("it calls what is no name");
        }
        return switch (symbol.known()) {
            case ENCODE -> encode(in, arguments);
            case TYPE -> type(in, arguments);
            case RECONSTRUCT -> reconstruct(arguments);
            case FROM_BUFFER -> fromBuffer(arguments);
            case SCALAR -> scalar(in, arguments);
            case ARRAY -> throw new Refused("it makes an array in a way that NumPy does not");
        };
    }

    /** {@code _codecs.encode(text, 'latin1')}. */
    private static Data encode(Pickle in, List<PickleValue> arguments) throws Refused {
        if (arguments.size() == 2
                && arguments.get(0) instanceof Data data
                && data.text()
                && LATIN_1.contains(in.word(arguments.get(1)))) {
            return data.asBytes();
        }
        throw new Refused("_codecs.encode is known with a text and 'latin1' only");
    }

    /** {@code numpy.dtype('u1', False, True)}. */
    private static NumberType type(Pickle in, List<PickleValue> arguments) throws Refused {
        if (arguments.isEmpty()) {
            throw new Refused("numpy.dtype is known with a word only");
        }
        return new NumberType(in.word(arguments.get(0)));
    }

    /** {@code _reconstruct(numpy.ndarray, (0,), b'b')}. */
    private static Numbers reconstruct(List<PickleValue> arguments) throws Refused {
        if (arguments.isEmpty() || !(arguments.get(0) instanceof Symbol symbol) || symbol.known() != Known.ARRAY) {
            throw new Refused("it makes an array of a kind that is not known");
        }
        return new Numbers();
    }

    /** {@code _frombuffer(bytes, dtype, shape, 'C')}. */
    private static Numbers fromBuffer(List<PickleValue> arguments) throws Refused {
        if (arguments.size() < 3
                || !(arguments.get(0) instanceof Data data)
                || !(arguments.get(1) instanceof NumberType type)
                || !(arguments.get(2) instanceof Items)) {
            throw new Refused("an array needs bytes, a type and a shape");
        }
        Numbers array = new Numbers();
        array.set(type.word(), data);
        return array;
    }

    /** {@code scalar(dtype, bytes)} of a truth value. */
    private static Truth scalar(Pickle in, List<PickleValue> arguments) throws Refused {
        if (arguments.size() != 2
                || !arguments.get(0).equals(new NumberType("b1"))
                || !(arguments.get(1) instanceof Data data)
                || data.length() != 1) {
            throw new Refused("a single NumPy number is known as a truth value only");
        }
        return new Truth(in.at(data.start()) != 0);
    }

    /** Tells a value about itself after it was made: an array its type and bytes. */
    static void build(PickleValue value, List<PickleValue> state) throws Refused {
        if (value instanceof NumberType) {
            return;
        }
        if (value instanceof Numbers array
                && state.size() == 5
                && state.get(2) instanceof NumberType type
                && state.get(4) instanceof Data data) {
            array.set(type.word(), data);
            return;
        }
        throw new Refused("it fills in what is no array of bytes");
    }
}
