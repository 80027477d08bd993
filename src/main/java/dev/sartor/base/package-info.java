/** What every package may use: user errors, suggestions, the release, random bits. */
package dev.sartor.base;
