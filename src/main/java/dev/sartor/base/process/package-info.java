/** Shell commands as processes. */
package dev.sartor.base.process;
