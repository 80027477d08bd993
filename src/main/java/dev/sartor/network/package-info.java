/** Networks: architectures lowered to graphs of layers with shapes, and what they cost. */
package dev.sartor.network;
