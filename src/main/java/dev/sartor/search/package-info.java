/** Search for the most accurate architectures within limits. */
package dev.sartor.search;
