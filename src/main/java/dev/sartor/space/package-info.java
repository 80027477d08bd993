/**
 * Search spaces: sets of architectures. Sub-packages: {@code genome} for genes and genomes, {@code unit} for latency units,
 * {@code file} for YAML files, {@code bounds} for exact bounds of costs.
 */
package dev.sartor.space;
