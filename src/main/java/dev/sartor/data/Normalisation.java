package dev.sartor.data;

import dev.sartor.arch.Shape;

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

    /** The normalisation of these images, computed from histograms, so that it does not depend on their order. */
    public static Normalisation of(Images images) {
        Shape shape = images.shape();
        long[][] histograms = new long[shape.channels()][256];
        int oneImage = 1;
        byte[] pixels = new byte[images.imageBytes()];
        for (int image = 0; image < images.count(); image++) {
            images.copyPixels(image, pixels, 0);
            countGreyLevels(pixels, oneImage, shape.height() * shape.width(), histograms);
        }
        return of(histograms);
    }

    /** The normalisation of images with these histograms of their 256 grey levels, one for each channel. */
    static Normalisation of(long[][] histograms) {
        float[] mean = new float[histograms.length];
        float[] deviation = new float[histograms.length];
        for (int c = 0; c < histograms.length; c++) {
            double m = moment(histograms[c], 0, 1);
            mean[c] = (float) m;
            deviation[c] = (float) Math.max(MIN_DEVIATION, Math.sqrt(moment(histograms[c], m, 2)));
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

    /**
     * Counts the pixels with each of the 256 grey levels in images (CHW) that follow each other, for each channel.
     *
     * @param plane      pixels of one channel of an image
     * @param histograms the counts, to which those of these images are added: [channel][grey level]
     */
    static void countGreyLevels(byte[] pixels, int images, int plane, long[][] histograms) {
        for (int p = 0; p < images * histograms.length; p++) {
            long[] histogram = histograms[p % histograms.length];
            for (int i = p * plane; i < (p + 1) * plane; i++) {
                histogram[pixels[i] & 255]++;
            }
        }
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
