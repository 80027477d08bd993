/** Units: stems, blocks and heads with their input shapes, and the graph of all units of a search space. */
package dev.sartor.space.unit;
