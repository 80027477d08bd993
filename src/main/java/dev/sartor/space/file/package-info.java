/** Search spaces and architectures as YAML files. */
package dev.sartor.space.file;
