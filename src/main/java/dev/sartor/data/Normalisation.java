package dev.sartor.data;

/**
 * Normalises pixels to zero mean and unit standard deviation: {@code (pixel / 255 - mean) / deviation}, for each channel.
 *
 * @param mean      of pixel / 255, one per channel
 * @param deviation standard deviation of pixel / 255, one per channel, positive
 */
public record Normalisation(float[] mean, float[] deviation) {
    /** The smallest deviation, one grey level, so that a constant channel is not divided by zero. */
    private static final double MIN_DEVIATION = 1.0 / 255;

    public Normalisation {
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException(mean.length + " means and " + deviation.length + " deviations");
        }
        for (float d : deviation) {
            if (!(d > 0)) {
                throw new IllegalArgumentException("A deviation must be positive, not " + d);
            }
        }
    }

    /** The normalisation of these images, computed from a histogram, so that it does not depend on their order. */
    public static Normalisation of(Images images) {
        int channels = images.shape().channels();
        float[] mean = new float[channels];
        float[] deviation = new float[channels];
        for (int c = 0; c < channels; c++) {
            long[] histogram = histogram(images, c);
            double m = moment(histogram, 0, 1);
            mean[c] = (float) m;
            deviation[c] = (float) Math.max(MIN_DEVIATION, Math.sqrt(moment(histogram, m, 2)));
        }
        return new Normalisation(mean, deviation);
    }

    public int channels() {
        return mean.length;
    }

    /** The normalised values of the 256 grey levels of a channel. */
    public float[] lookupTable(int channel) {
        float[] table = new float[256];
        for (int pixel = 0; pixel < 256; pixel++) {
            table[pixel] = (pixel / 255f - mean[channel]) / deviation[channel];
        }
        return table;
    }

    private static long[] histogram(Images images, int channel) {
        int plane = images.shape().height() * images.shape().width();
        byte[] pixels = images.pixels();
        long[] histogram = new long[256];
        for (int image = 0; image < images.count(); image++) {
            int start = image * images.imageBytes() + channel * plane;
            for (int i = start; i < start + plane; i++) {
                histogram[pixels[i] & 255]++;
            }
        }
        return histogram;
    }

    /** Mean of {@code (pixel / 255 - centre)^power}. */
    private static double moment(long[] histogram, double centre, int power) {
        double sum = 0;
        long n = 0;
        for (int pixel = 0; pixel < 256; pixel++) {
            double value = pixel / 255.0 - centre;
            sum += histogram[pixel] * (power == 1 ? value : value * value);
            n += histogram[pixel];
        }
        return n == 0 ? 0 : sum / n;
    }
}
