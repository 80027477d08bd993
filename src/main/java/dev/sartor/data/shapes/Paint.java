package dev.sartor.data.shapes;

/**
 * The fill of an area: a tone, and a pattern that makes it lighter and darker.
 *
 * @param tone     of each channel, 0 to 1
 * @param strength largest change of tone by the pattern
 */
record Paint(float[] tone, float strength, Pattern pattern) {
    /** Cells of the noise of large and of small clouds, along each side. */
    private static final int COARSE_CELLS = 2;

    private static final int FINE_CELLS = 6;

    /** A function from image coordinates (sides at -1 and 1) to values between -1 and 1. */
    sealed interface Pattern {
        float valueAt(float x, float y);
    }

    /** A uniform fill. */
    record Plain() implements Pattern {
        @Override
        public float valueAt(float x, float y) {
            return 0;
        }
    }

    /** Parallel waves; {@code dx, dy} are their frequencies along both axes, {@code phase} is a share of a wave. */
    record Stripes(float dx, float dy, float phase) implements Pattern {
        @Override
        public float valueAt(float x, float y) {
            return wave(dx * x + dy * y + phase);
        }
    }

    /** A chequered grid of light and dark fields: the product of two waves at right angles, with frequencies as in Stripes. */
    record Checks(float dx, float dy, float phase) implements Pattern {
        @Override
        public float valueAt(float x, float y) {
            return wave(dx * x + dy * y + phase) * wave(dy * x - dx * y + phase);
        }
    }

    /** Smooth noise; with few cells nearly a gradient. */
    record Clouds(ValueNoise noise) implements Pattern {
        @Override
        public float valueAt(float x, float y) {
            return noise.valueAt(x, y);
        }
    }

    /** A paint of this tone and strength with a random pattern. */
    static Paint random(RandomValues random, float[] tone, float strength) {
        float frequency = random.uniform(1.5, 4);
        // the direction of the waves in full turns, and their phase
        float turns = random.uniform(0, 1);
        float dx = frequency * (float) StrictMath.cos(2 * Math.PI * turns);
        float dy = frequency * (float) StrictMath.sin(2 * Math.PI * turns);
        int kinds = 5;
        float amplitude = 1;
        Pattern pattern = switch (random.intBelow(kinds)) {
            case 0 -> new Plain();
            case 1 -> new Stripes(dx, dy, turns);
            case 2 -> new Checks(dx, dy, turns);
            case 3 -> new Clouds(new ValueNoise(random, COARSE_CELLS, amplitude));
            default -> new Clouds(new ValueNoise(random, FINE_CELLS, amplitude));
        };
        return new Paint(tone, strength, pattern);
    }

    /** The change of tone by the pattern at a point of the image. */
    float shadeAt(float x, float y) {
        return strength * pattern.valueAt(x, y);
    }

    /** A triangle wave of period 1 between -1 and 1. */
    private static float wave(float t) {
        float fraction = t - (float) Math.floor(t);
        return 4 * Math.abs(fraction - 0.5f) - 1;
    }
}
