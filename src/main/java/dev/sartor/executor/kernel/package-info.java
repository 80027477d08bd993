/** The interface of the executor's inner loops, and their scalar implementation. */
package dev.sartor.executor.kernel;
