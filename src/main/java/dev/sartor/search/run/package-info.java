/** A search as a folder: configuration, environment, log of trials, resumption. */
package dev.sartor.search.run;
