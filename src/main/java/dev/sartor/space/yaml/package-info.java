/** YAML files as trees that know their lines, so that every mistake is reported with its place. */
package dev.sartor.space.yaml;
