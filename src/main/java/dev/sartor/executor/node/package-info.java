/** Nodes (steps) of a compiled network other than convolutions, and the values between nodes. */
package dev.sartor.executor.node;
