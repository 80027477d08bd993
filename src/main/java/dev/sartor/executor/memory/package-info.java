/** Buffers of a plan: requests, lifetimes, layout, pools. */
package dev.sartor.executor.memory;
