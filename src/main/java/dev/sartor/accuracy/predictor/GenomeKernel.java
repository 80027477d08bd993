package dev.sartor.accuracy.predictor;

/**
 * Covariance function of genomes. It is a weighted sum of four covariance functions: that of the choices; the scalar product
 * of the attributes of the choices, such as kernel sizes; the mean product of the sizes of the networks, such as MACs; and
 * the rational quadratic function of the sizes, 1 / (1 + half the scaled squared distance).
 *
 * @param choices         covariance function of the choices
 * @param attributeWeight weight of the product of the attributes, at least 0
 * @param trendWeight     weight of the product of the sizes, at least 0
 * @param sizeWeight      weight of the rational quadratic part, at least 0
 * @param sizeScales      factor on the squared difference of each size in the rational quadratic part
 */
record GenomeKernel(
        ChoiceKernel choices, double attributeWeight, double trendWeight, double sizeWeight, double[] sizeScales) {

    /** The covariance of two genomes. */
    double covariance(GenomePoint a, GenomePoint b) {
        return covariance(a, b, product(a.attributes(), b.attributes()), sizeProduct(a, b));
    }

    /**
     * The covariance of two genomes, given the products that depend on no hyperparameter and are computed in advance.
     *
     * @param attributeProduct scalar product of the attributes of the two
     * @param sizeProduct      the result of {@link #sizeProduct}
     */
    double covariance(GenomePoint a, GenomePoint b, double attributeProduct, double sizeProduct) {
        return choices.covariance(a.choices(), b.choices())
                + attributeWeight * attributeProduct
                + trendWeight * sizeProduct
                + sizeWeight / (1 + squaredDistance(a.sizes(), b.sizes()) / 2);
    }

    /** The scalar product of two vectors. */
    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The mean product of the sizes. */
    static double sizeProduct(GenomePoint a, GenomePoint b) {
        return product(a.sizes(), b.sizes()) / a.sizes().length;
    }

    private double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int s = 0; s < a.length; s++) {
            double difference = a[s] - b[s];
            sum += sizeScales[s] * difference * difference;
        }
        return sum;
    }
}
