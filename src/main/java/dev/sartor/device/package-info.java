/** What runs a model and times it. */
package dev.sartor.device;
