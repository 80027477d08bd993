/** The commands, one class each. */
package dev.sartor.cli.command;
