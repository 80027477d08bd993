/** What follows a search: the front measured on the device, the best trained, exported, checked and measured again. */
package dev.sartor.delivery;
