/** The supernet: one set of weights that all networks of a search space share, its training, and the evaluation of networks with it. */
package dev.sartor.supernet;
