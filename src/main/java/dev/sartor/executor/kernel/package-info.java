/** The inner loops of the executor, vectorised and plain. The only place of {@code jdk.incubator.vector}. */
package dev.sartor.executor.kernel;
