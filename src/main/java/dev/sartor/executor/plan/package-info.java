/** Executable plans: networks compiled for training, evaluation and inspection. */
package dev.sartor.executor.plan;
