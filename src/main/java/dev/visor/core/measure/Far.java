package dev.visor.core.measure;

import java.math.BigDecimal;

/** False accept rate: the share of impostor trials that a recognizer accepts, in (0, 1). */
public record Far(double rate) implements Comparable<Far> {

    public Far {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("a FAR lies between 0 and 1, got " + rate);
        }
    }

    @Override
    public int compareTo(Far other) {
        return Double.compare(rate, other.rate);
    }

    @Override
    public String toString() {
        return "%s".formatted(BigDecimal.valueOf(rate).stripTrailingZeros().toString());
    }
}
