/** Search algorithms under ask and tell, and what they are made of: engine, fitness, operators, constraint. */
package dev.sartor.search.algorithm;
