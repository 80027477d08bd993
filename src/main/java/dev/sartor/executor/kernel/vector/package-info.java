/**
 * The vectorised inner loops, written as bytecode for the machine's vector width. The only user of {@code jdk.incubator.vector}.
 */
package dev.sartor.executor.kernel.vector;
