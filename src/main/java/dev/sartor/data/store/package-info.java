/** Where the pixels of a data set are stored: in memory, or in a cache on the disk. */
package dev.sartor.data.store;
