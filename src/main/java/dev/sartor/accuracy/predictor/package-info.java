/** Predictors that learn accuracies from evaluated architectures. */
package dev.sartor.accuracy.predictor;
