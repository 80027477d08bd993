/** Devices that time models with shell commands. */
package dev.sartor.device.command;
