/** Work that several commands share: a search, and what follows it, with its progress on the terminal. */
package dev.sartor.cli.job;
