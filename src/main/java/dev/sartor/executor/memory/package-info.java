/** The memory of compiled networks (plans): requests, lifetimes, layout, pools. */
package dev.sartor.executor.memory;
