/** Baselines of a search: networks that its winner is compared with, trained with the same recipe within the same limits. */
package dev.sartor.delivery.baseline;
