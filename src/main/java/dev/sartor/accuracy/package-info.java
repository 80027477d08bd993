/**
 * Who says how good an architecture is: training, a supernet, a table, the user's command, scores of untrained networks; and a
 * predictor that learns from what they said.
 */
package dev.sartor.accuracy;
