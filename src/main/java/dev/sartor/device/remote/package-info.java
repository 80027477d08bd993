/** Devices of another machine: an agent there, and the device here that speaks with it in lines of JSON. */
package dev.sartor.device.remote;
