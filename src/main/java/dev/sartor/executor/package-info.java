/**
 * The built-in engine that trains and evaluates networks in this process: worker pool, batches, losses, weights files.
 */
package dev.sartor.executor;
