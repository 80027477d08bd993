/** Nodes of an executable plan other than convolutions, and the values between nodes. */
package dev.sartor.executor.node;
