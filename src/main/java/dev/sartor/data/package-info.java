/** Data sets: image folders, IDX and CIFAR files, splits, batches, augmentation. */
package dev.sartor.data;
