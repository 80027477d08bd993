/** Plans of a search that has a time budget for everything: accuracies, search and final training. */
package dev.sartor.search.plan;
