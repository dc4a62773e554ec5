package dev.visor.tensor;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What a long run does to a graph between its forward and its backward pass: Java takes back the memory of all numbers that nobody holds any
 * more, and gives it to others.
 */
public final class Reclaimed {

    private static final int ROUNDS = 2;
    private static final int OTHERS = 5000;

    private Reclaimed() {}

    /** Takes it back now and fills it with what is no number. */
    public static void memory() {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                ReferenceQueue<Object> gone = new ReferenceQueue<>();
                PhantomReference<Object> watched = new PhantomReference<>(new Object(), gone);
                System.gc();
                if (gone.remove(10_000) != watched) {
                    throw new AssertionError("nothing was collected");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        List<ByteBuffer> others = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            others.add(ByteBuffer.allocateDirect(Float.BYTES * (1 + i % 2)).order(ByteOrder.nativeOrder()));
            others.get(i).putFloat(0, Float.NaN);
        }
    }
}
