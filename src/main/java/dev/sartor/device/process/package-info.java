/** Command lines as processes: started, listened to, ended with all that they started. */
package dev.sartor.device.process;
