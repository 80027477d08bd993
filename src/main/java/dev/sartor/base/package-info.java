/** Foundations that every package may use: user errors, suggestions, version, random bits. */
package dev.sartor.base;
