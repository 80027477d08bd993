/** Predictors of accuracies and scores, fitted to those of evaluated architectures. */
package dev.sartor.accuracy.predictor;
