/** The settings of a training: duration, learning rates, optimiser, augmentation and regularisation. */
package dev.sartor.executor.recipe;
