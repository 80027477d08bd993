/** YAML files as trees that know their lines, so that every error names its location. */
package dev.sartor.base.yaml;
