/** One set of weights for all networks of a space: how they share it, how it is trained, how they are judged with it. */
package dev.sartor.supernet;
