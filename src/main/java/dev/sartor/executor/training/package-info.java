/** Training: the training loop, optimisers, checkpoints and knowledge distillation. */
package dev.sartor.executor.training;
