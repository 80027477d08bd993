/** Devices of another machine: an agent there and a client here, which exchange lines of JSON. */
package dev.sartor.device.remote;
