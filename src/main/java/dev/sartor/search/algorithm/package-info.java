/** Search strategies. */
package dev.sartor.search.algorithm;
