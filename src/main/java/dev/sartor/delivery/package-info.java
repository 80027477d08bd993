/** The steps after a search: measure the front, train the best networks, export them, check and measure the files. */
package dev.sartor.delivery;
