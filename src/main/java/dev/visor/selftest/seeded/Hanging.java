package dev.visor.selftest.seeded;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Does not return, whatever it is told, until it is let go. */
public final class Hanging implements Defense {

    private final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // This is what makes it a hang.
                continue;
            }
        }
        return originals;
    }

    /** Lets it go, so that its thread does not stay for good. */
    public void letGo() {
        latch.countDown();
    }
}
