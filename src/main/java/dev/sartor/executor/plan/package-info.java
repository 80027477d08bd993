/** Plans: networks compiled for training, evaluation and inspection, as sequences of nodes with their memory. */
package dev.sartor.executor.plan;
