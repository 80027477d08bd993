package dev.sartor.data.shapes;

/** The fill of an area: a tone, and a pattern that makes it lighter and darker. Tones lie between 0 and 1. */
record Paint(float[] tone, float strength, Pattern pattern) {
    /** A pattern gives a value between -1 and 1 for a place in the picture, whose sides are at -1 and 1. */
    sealed interface Pattern {
        float at(float x, float y);
    }

    /** A uniform fill. */
    record Plain() implements Pattern {
        @Override
        public float at(float x, float y) {
            return 0;
        }
    }

    /** Parallel waves; {@code dx, dy} is how many pass per unit. */
    record Stripes(float dx, float dy, float phase) implements Pattern {
        @Override
        public float at(float x, float y) {
            return wave(dx * x + dy * y + phase);
        }
    }

    /** A grid of light and dark fields. */
    record Checks(float dx, float dy, float phase) implements Pattern {
        @Override
        public float at(float x, float y) {
            return wave(dx * x + dy * y + phase) * wave(dy * x - dx * y + phase);
        }
    }

    /** Clouds, and with few cells a gradient. */
    record Clouds(ValueNoise ripple) implements Pattern {
        @Override
        public float at(float x, float y) {
            return ripple.at(x, y);
        }
    }

    static Paint random(RandomValues draws, float[] tone, float strength) {
        float frequency = draws.uniform(1.5, 4);
        float turns = draws.uniform(0, 1);
        float dx = frequency * (float) StrictMath.cos(2 * Math.PI * turns);
        float dy = frequency * (float) StrictMath.sin(2 * Math.PI * turns);
        Pattern pattern = switch (draws.below(5)) {
            case 0 -> new Plain();
            case 1 -> new Stripes(dx, dy, turns);
            case 2 -> new Checks(dx, dy, turns);
            case 3 -> new Clouds(new ValueNoise(draws, 2, 1));
            default -> new Clouds(new ValueNoise(draws, 6, 1));
        };
        return new Paint(tone, strength, pattern);
    }

    /** The offset of the pattern at a point. */
    float shade(float x, float y) {
        return strength * pattern.at(x, y);
    }

    /** A triangle wave of period 1 between -1 and 1. */
    private static float wave(float t) {
        float fraction = t - (float) Math.floor(t);
        return 4 * Math.abs(fraction - 0.5f) - 1;
    }
}
