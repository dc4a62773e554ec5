package dev.visor.dataset.pack;

import dev.visor.dataset.PhotoSource.Coding;
import dev.visor.dataset.pack.PickleValue.Data;
import dev.visor.dataset.pack.PickleValue.Items;
import dev.visor.dataset.pack.PickleValue.Nothing;
import dev.visor.dataset.pack.PickleValue.Symbol;
import dev.visor.dataset.pack.PickleValue.Truth;
import dev.visor.dataset.pack.PickleValue.Whole;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads Python pickles of lists of bytes, arrays of bytes, numbers and truth values, and nothing else.
 *
 * <p>A pickle is a program, and Python runs it: whoever writes one can do on the reader's machine whatever he likes. Here
 * a short list of opcodes is followed, and the few names that may stand there are compared with {@link Known}; nothing is
 * ever looked up, made or called. Everything else is refused by its name. Protocols 2 to 5, after CPython's
 * {@code Lib/pickletools.py}.
 */
final class Pickle {

    /** Enough for 100,000 pairs; every opcode costs memory. */
    private static final int MOST_OPCODES = 8_000_000;

    private final ByteBuffer in;
    private final List<PickleValue> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();

    /** The reason why a pickle is not read; the message is the end of a sentence. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    private Pickle(ByteBuffer file) {
        this.in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    /**
     * The content of a pickle.
     *
     * @param file all of it
     * @throws Refused if it says anything else than photos need, or is damaged
     */
    static PickleValue read(ByteBuffer file) throws Refused {
        return new Pickle(file).value();
    }

    private PickleValue value() throws Refused {
        int protocol = in.remaining() > 1 && in.get(0) == (byte) 0x80 ? in.get(1) & 0xff : -1;
        if (protocol < 2 || protocol > 5) {
            throw new Refused(
                    protocol < 0 ? "it is no pickle of protocol 2 to 5" : "it is a pickle of protocol " + protocol);
        }
        in.position(2);
        int at = 2;
        try {
            for (int count = 0; count < MOST_OPCODES; count++) {
                at = in.position();
                int code = in.get() & 0xff;
                if (code == '.') {
                    return pop();
                }
                step(code);
            }
        } catch (BufferUnderflowException e) {
            throw new Refused("it ends within a value: get the file again");
        } catch (Refused e) {
            throw new Refused(String.format(Locale.ROOT, "byte %d: %s", at, e.getMessage()));
        }
        throw new Refused(String.format(Locale.ROOT, "it has more than %,d opcodes", MOST_OPCODES));
    }

    private void step(int code) throws Refused {
        switch (code) {
            case 0x95 -> length(in.getLong()); // FRAME: what follows is in it.
            case '(' -> marks.add(stack.size());
            case ']' -> push(new Items());
            case ')' -> push(new Items(List.of()));
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(toMark());
            case 't' -> push(new Items(List.copyOf(toMark())));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 'N' -> push(new Nothing());
            case 0x88 -> push(new Truth(true));
            case 0x89 -> push(new Truth(false));
            case 'J' -> push(new Whole(in.getInt()));
            case 'K' -> push(new Whole(in.get() & 0xff));
            case 'M' -> push(new Whole(in.getShort() & 0xffff));
            case 0x8a -> push(new Whole(small(in.get() & 0xff)));
            case 'C', 'U' -> data(in.get() & 0xff, false);
            case 'B' -> data(in.getInt() & 0xffff_ffffL, false);
            case 'T' -> data(in.getInt(), false);
            case 0x8e, 0x96 -> data(in.getLong(), false);
            case 0x8c -> data(in.get() & 0xff, true);
            case 'X' -> data(in.getInt() & 0xffff_ffffL, true);
            case 0x8d -> data(in.getLong(), true);
            case 'h' -> get(in.get() & 0xff);
            case 'j' -> get(in.getInt());
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'c' -> symbol(line(), line());
            case 0x93 -> {
                String name = word(pop());
                symbol(word(pop()), name);
            }
            case 'R' -> {
                Items arguments = items(pop());
                push(PickleCall.of(this, pop(), arguments.all()));
            }
            case 'b' -> {
                Items state = items(pop());
                PickleCall.build(top(), state.all());
            }
            default -> throw new Refused(PickleOpcodes.name(code) + " has no place in a list of photos");
        }
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue top() throws Refused {
        int least = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() <= least) {
            throw new Refused("it takes a value that is not there");
        }
        return stack.get(stack.size() - 1);
    }

    private PickleValue pop() throws Refused {
        PickleValue value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<PickleValue> toMark() throws Refused {
        if (marks.isEmpty()) {
            throw new Refused("it goes back to a mark that is not there");
        }
        List<PickleValue> above = stack.subList(marks.remove(marks.size() - 1), stack.size());
        List<PickleValue> values = List.copyOf(above);
        above.clear();
        return values;
    }

    private void tuple(int size) throws Refused {
        PickleValue[] values = new PickleValue[size];
        for (int i = size - 1; i >= 0; i--) {
            values[i] = pop();
        }
        push(new Items(List.of(values)));
    }

    private void append(List<PickleValue> values) throws Refused {
        if (!(top() instanceof Items list) || !(list.all() instanceof ArrayList)) {
            throw new Refused("it appends to what is no list");
        }
        list.all().addAll(values);
    }

    private void get(int place) throws Refused {
        PickleValue value = memo.get(place);
        if (value == null) {
            throw new Refused("it asks for a value that it has not kept");
        }
        push(value);
    }

    private void data(long length, boolean text) throws Refused {
        int size = length(length);
        push(new Data(in.position(), size, text ? Coding.LATIN1_AS_UTF8 : Coding.PLAIN, text));
        in.position(in.position() + size);
    }

    /** A length that the file has left. */
    private int length(long length) throws Refused {
        if (length < 0 || length > in.remaining()) {
            throw new Refused(String.format(
                    Locale.ROOT,
                    "a value of %s bytes where %d are left",
                    Long.toUnsignedString(length),
                    in.remaining()));
        }
        return (int) length;
    }

    /** A whole number of up to eight bytes. */
    private long small(int bytes) throws Refused {
        if (bytes > Long.BYTES) {
            throw new Refused("a whole number of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in.get() & 0xffL) << (8 * i);
        }
        int unused = Long.SIZE - 8 * bytes;
        return bytes == 0 ? 0 : value << unused >> unused;
    }

    private String line() throws Refused {
        StringBuilder line = new StringBuilder();
        for (char next = (char) (in.get() & 0xff); next != '\n'; next = (char) (in.get() & 0xff)) {
            line.append(next);
            if (line.length() > PickleCall.MOST_WORD) {
                throw new Refused("a name of more than " + PickleCall.MOST_WORD + " letters");
            }
        }
        return line.toString();
    }

    private void symbol(String module, String name) throws Refused {
        push(new Symbol(Known.of(module, name)
                .orElseThrow(() -> new Refused(
                        "it names Python's %s.%s, which has no place in a list of photos".formatted(module, name)))));
    }

    private static Items items(PickleValue value) throws Refused {
        if (value instanceof Items items) {
            return items;
        }
        throw new Refused("expected a tuple");
    }

    /** A short text. */
    String word(PickleValue value) throws Refused {
        if (!(value instanceof Data data) || data.length() > PickleCall.MOST_WORD) {
            throw new Refused("expected a word");
        }
        byte[] bytes = new byte[data.length()];
        in.get(data.start(), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** One byte of the file. */
    byte at(int place) {
        return in.get(place);
    }
}
