/**
 * The vector kernels, generated as bytecode for the vector width of the machine. The only package that uses {@code jdk.incubator.vector}.
 */
package dev.sartor.executor.kernel.vector;
