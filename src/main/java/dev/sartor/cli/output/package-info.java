/** What commands print. */
package dev.sartor.cli.output;
