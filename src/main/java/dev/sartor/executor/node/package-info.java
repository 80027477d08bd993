/** Nodes of an executable plan that are no convolutions, and the values between them. */
package dev.sartor.executor.node;
