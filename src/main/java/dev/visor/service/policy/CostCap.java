package dev.visor.service.policy;

import dev.visor.core.InputError;
import dev.visor.service.GrowingFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The caps on calls and dollars, which nothing passes: a call is reserved before it is made, in a file that outlives the process.
 *
 * <p>A reservation that was never settled, because the process died, counts as spent. Whether an answer was charged for is the
 * service's to say; what may have been charged is taken as charged. Many threads may ask at once.
 */
public final class CostCap implements AutoCloseable {

    private static final String RESERVED = "reserved ";
    private static final String RETURNED = "returned ";
    private static final Pattern LINE = Pattern.compile("(reserved|returned) (\\d{1,15})");
    private static final int MICRO = 6;

    private final GrowingFile file;
    private final long maxCalls;
    private final long maxMicroDollars;
    private final long price;
    private long calls;
    private long microDollars;

    /**
     * Opens the account.
     *
     * @param path of the run's own account of this service
     * @param price dollars a call
     */
    public CostCap(Path path, double price, long maxCalls, double maxDollars) {
        this.file = GrowingFile.open(path);
        this.price = micro(price);
        this.maxCalls = maxCalls;
        this.maxMicroDollars = micro(maxDollars);
        for (int i = 0; i < file.found().size(); i++) {
            settle(path, i + 1, file.found().get(i));
        }
    }

    /** Reads a line that an earlier process of the run wrote; a cap that cannot be read is no cap. */
    private void settle(Path path, int number, String line) {
        Matcher entry = LINE.matcher(line);
        if (!entry.matches()) {
            file.close();
            throw new InputError("%s line %d is damaged, so what was spent is not known; start over with --fresh"
                    .formatted(path, number));
        }
        long amount = Long.parseLong(entry.group(2));
        boolean reserved = entry.group(1).equals(RESERVED.strip());
        calls += reserved ? 1 : 0;
        microDollars += reserved ? amount : -amount;
    }

    private static long micro(double dollars) {
        return BigDecimal.valueOf(dollars)
                .movePointRight(MICRO)
                .setScale(0, RoundingMode.UP)
                .longValueExact();
    }

    /** Reserves one call; no call may be made without. */
    public synchronized boolean reserve() {
        if (calls >= maxCalls || microDollars + price > maxMicroDollars) {
            return false;
        }
        file.add(RESERVED + price);
        calls++;
        microDollars += price;
        return true;
    }

    /** Gives back the dollars of a call that the service does not charge for; the call remains a call. */
    public synchronized void giveBack() {
        file.add(RETURNED + price);
        microDollars -= price;
    }

    /** Calls made so far, in this process and those before it. */
    public synchronized long calls() {
        return calls;
    }

    /** Dollars spent so far, likewise. */
    public synchronized double dollars() {
        return BigDecimal.valueOf(microDollars).movePointLeft(MICRO).doubleValue();
    }

    @Override
    public void close() {
        file.close();
    }
}
