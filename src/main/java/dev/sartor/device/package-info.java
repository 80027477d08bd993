/** Devices that run models and time them. */
package dev.sartor.device;
