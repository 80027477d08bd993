/**
 * Statistics and linear algebra, mostly a thin layer over Hipparchus; {@link dev.sartor.base.math.Cholesky} says why it is our
 * own.
 */
package dev.sartor.base.math;
