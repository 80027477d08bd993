/** Devices that are a command which runs a model file and prints times. */
package dev.sartor.device.command;
