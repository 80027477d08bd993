/** What the user writes to name a device. */
package dev.sartor.device.spec;
