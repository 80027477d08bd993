/** Statistics and linear algebra. */
package dev.sartor.base.math;
