/** Opens devices from their specifications. */
package dev.sartor.device.factory;
