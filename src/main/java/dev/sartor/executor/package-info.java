/** The built-in engine that trains and evaluates networks, in this process. */
package dev.sartor.executor;
