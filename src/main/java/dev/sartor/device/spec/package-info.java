/** Specifications of devices, as in the option {@code --device}. */
package dev.sartor.device.spec;
