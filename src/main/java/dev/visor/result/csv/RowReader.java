package dev.visor.result.csv;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends a row that does not end: a quote that nobody closes would be read into memory to the last byte of the file. */
final class RowReader extends FilterReader {

    /** A row of a record has some 200 characters. */
    static final int MOST = 1 << 16;

    private int left = MOST;

    RowReader(Reader in) {
        super(in);
    }

    /** The next row begins, or has begun: readers read ahead. */
    void nextRow() {
        left = MOST;
    }

    @Override
    public int read() throws IOException {
        return counted(super.read(), 1);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, Math.min(length, 1 << 12));
        return counted(count, count);
    }

    private int counted(int result, int count) throws IOException {
        left -= result < 0 ? 0 : count;
        if (left < 0) {
            throw new IOException("a row has more than " + MOST + " characters");
        }
        return result;
    }
}
