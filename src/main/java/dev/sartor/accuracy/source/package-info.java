/** The accuracy sources: training, supernet, table, command, zero-cost proxies, predictors. */
package dev.sartor.accuracy.source;
