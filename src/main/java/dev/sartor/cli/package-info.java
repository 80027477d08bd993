/** The command line interface. No other package prints to the console or exits. */
package dev.sartor.cli;
