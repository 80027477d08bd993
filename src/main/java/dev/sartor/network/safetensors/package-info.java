/** Weights as safetensors files, to continue in PyTorch. */
package dev.sartor.network.safetensors;
