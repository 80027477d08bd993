/** Options and arguments that several commands share. */
package dev.sartor.cli.option;
