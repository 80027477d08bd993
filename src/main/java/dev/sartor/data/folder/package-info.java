/** Image folders on the disk: their parts, classes and files, and what in them is not meant as an image. */
package dev.sartor.data.folder;
