/** Search algorithms with an ask-and-tell interface, and what they are made of: engine, fitness, operators, constraint. */
package dev.sartor.search.algorithm;
