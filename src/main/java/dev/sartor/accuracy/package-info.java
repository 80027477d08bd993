/** Estimators of accuracy: stand-alone short training and tables of known accuracies. */
package dev.sartor.accuracy;
