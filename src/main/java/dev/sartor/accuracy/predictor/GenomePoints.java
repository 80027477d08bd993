package dev.sartor.accuracy.predictor;

/**
 * The genomes with known values as points of a Gaussian process. For each two points, the products that depend on no
 * hyperparameter are computed once.
 */
final class GenomePoints {
    private final GenomePoint[] points;
    /** The products for each two points, as lower triangles: [point][point]. */
    private final double[][] attributeProducts;

    private final double[][] sizeProducts;

    GenomePoints(GenomePoint[] points) {
        this.points = points;
        attributeProducts = new double[points.length][];
        sizeProducts = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            attributeProducts[i] = new double[i + 1];
            sizeProducts[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                attributeProducts[i][j] = GenomeKernel.product(points[i].attributes(), points[j].attributes());
                sizeProducts[i][j] = GenomeKernel.sizeProduct(points[i], points[j]);
            }
        }
    }

    int size() {
        return points.length;
    }

    GenomePoint get(int index) {
        return points[index];
    }

    /**
     * The lower triangle of the covariance matrix of the values.
     *
     * @param noise variance of the noise of one training, relative to that of the process
     */
    double[][] covariances(GenomeKernel kernel, double noise) {
        double[][] covariances = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j <= i; j++) {
                covariances[i][j] =
                        kernel.covariance(points[i], points[j], attributeProducts[i][j], sizeProducts[i][j]);
            }
            covariances[i][i] += noise / points[i].trainings();
        }
        return covariances;
    }
}
