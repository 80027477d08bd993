/** Decoding of image files to the pixels that an image viewer shows. */
package dev.sartor.data.image;
