/** {@code explain --staircase}. */
package dev.sartor.cli.staircase;
