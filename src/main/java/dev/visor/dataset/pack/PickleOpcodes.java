package dev.visor.dataset.pack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names of all opcodes of Python's pickles, for messages. Source: CPython, {@code Lib/pickle.py}, protocols 0 to 5. */
final class PickleOpcodes {

    private static final String NAMES =
            "( MARK . STOP 0 POP 1 POP_MARK 2 DUP F FLOAT I INT J BININT K BININT1 L LONG M BININT2 N NONE P PERSID"
                    + " Q BINPERSID R REDUCE S STRING T BINSTRING U SHORT_BINSTRING V UNICODE X BINUNICODE a APPEND b BUILD"
                    + " c GLOBAL d DICT } EMPTY_DICT e APPENDS g GET h BINGET i INST j LONG_BINGET l LIST ] EMPTY_LIST"
                    + " o OBJ p PUT q BINPUT r LONG_BINPUT s SETITEM t TUPLE ) EMPTY_TUPLE u SETITEMS G BINFLOAT"
                    + " B BINBYTES C SHORT_BINBYTES \u0080 PROTO \u0081 NEWOBJ \u0082 EXT1 \u0083 EXT2 \u0084 EXT4"
                    + " \u0085 TUPLE1 \u0086 TUPLE2 \u0087 TUPLE3 \u0088 NEWTRUE \u0089 NEWFALSE \u008a LONG1 \u008b LONG4"
                    + " \u008c SHORT_BINUNICODE \u008d BINUNICODE8 \u008e BINBYTES8 \u008f EMPTY_SET \u0090 ADDITEMS"
                    + " \u0091 FROZENSET \u0092 NEWOBJ_EX \u0093 STACK_GLOBAL \u0094 MEMOIZE \u0095 FRAME"
                    + " \u0096 BYTEARRAY8 \u0097 NEXT_BUFFER \u0098 READONLY_BUFFER";

    private static final Map<Integer, String> BY_CODE = byCode();

    private PickleOpcodes() {}

    private static Map<Integer, String> byCode() {
        String[] words = NAMES.split(" ");
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            names.put((int) words[i].charAt(0), words[i + 1]);
        }
        return names;
    }

    /** {@code opcode BINFLOAT}, or the number of a byte that is none. */
    static String name(int code) {
        String name = BY_CODE.get(code);
        return name == null ? String.format(Locale.ROOT, "byte 0x%02x, which is no opcode", code) : "opcode " + name;
    }
}
