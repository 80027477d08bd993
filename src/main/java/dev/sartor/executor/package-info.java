/**
 * The built-in engine that trains and evaluates networks in this process: worker pool, batches, losses, weights files.
 * Sub-packages: {@code recipe} and {@code training} for training, {@code plan} and {@code node} for the passes of a network.
 */
package dev.sartor.executor;
