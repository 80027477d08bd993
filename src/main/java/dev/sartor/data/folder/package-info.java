/** Image folders on the disk: their parts, classes and files, and which entries are ignored. */
package dev.sartor.data.folder;
