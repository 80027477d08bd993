/** The machine that this process runs on. */
package dev.sartor.device.machine;
