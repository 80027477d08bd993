/** Starts commands as processes, and asks for consent to commands from files. */
package dev.sartor.base.process;
