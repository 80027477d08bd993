/** Training of candidates on many machines, by a command or by an engine such as Spark. */
package dev.sartor.distributed;
