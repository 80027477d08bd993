/** The command line: one small class per command. The only room that prints or exits. */
package dev.sartor.cli;
