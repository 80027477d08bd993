/** Files written as a whole or appended line by line, hashes, and read and write errors. */
package dev.sartor.base.file;
