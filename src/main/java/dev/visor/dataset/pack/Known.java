package dev.visor.dataset.pack;

import java.util.Optional;

/** The names of Python objects that pickles of photos hold, as Python and both lines of NumPy spell them. */
enum Known {
    /** Bytes, as Python 3 writes them for Python 2. */
    ENCODE("_codecs encode"),
    ARRAY("numpy ndarray"),
    TYPE("numpy dtype"),
    /** An array without its bytes. */
    RECONSTRUCT("numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct"),
    /** An array around its bytes: protocol 5. */
    FROM_BUFFER("numpy.core.numeric _frombuffer", "numpy._core.numeric _frombuffer"),
    /** One number, such as a truth value. */
    SCALAR("numpy.core.multiarray scalar", "numpy._core.multiarray scalar");

    private final String[] spellings;

    Known(String... spellings) {
        this.spellings = spellings;
    }

    static Optional<Known> of(String module, String name) {
        for (Known known : values()) {
            for (String spelling : known.spellings) {
                if (spelling.equals(module + " " + name)) {
                    return Optional.of(known);
                }
            }
        }
        return Optional.empty();
    }
}
