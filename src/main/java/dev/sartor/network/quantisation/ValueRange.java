package dev.sartor.network.quantisation;

/** The range of the values of a tensor: {@code low <= high}, both finite. */
public record ValueRange(float low, float high) {
    public ValueRange {
        if (!(low <= high) || Float.isInfinite(low) || Float.isInfinite(high)) {
            throw new IllegalArgumentException("A range must be finite and not empty: " + low + " to " + high);
        }
    }

    /** The smallest range that contains both. */
    public ValueRange union(ValueRange other) {
        return new ValueRange(Math.min(low, other.low), Math.max(high, other.high));
    }
}
