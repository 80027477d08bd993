/** One small class per command. */
package dev.sartor.cli.command;
