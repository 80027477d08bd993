/** The JSON mappers of all files. */
package dev.sartor.base.json;
