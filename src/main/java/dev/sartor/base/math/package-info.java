/**
 * Statistics and linear algebra, mostly thin wrappers of Hipparchus. {@link dev.sartor.base.math.Cholesky} explains why it is
 * not one.
 */
package dev.sartor.base.math;
