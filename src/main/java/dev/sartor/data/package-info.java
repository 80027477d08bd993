/** Data sets, batches and augmentation; and the files that everything else is written with. */
package dev.sartor.data;
