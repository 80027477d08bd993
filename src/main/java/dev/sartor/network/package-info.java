/** Networks: graphs of layers with shapes, made from architectures, and their costs. */
package dev.sartor.network;
