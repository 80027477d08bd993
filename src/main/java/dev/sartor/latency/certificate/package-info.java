/** What is known about how a latency table was made and how well it predicts. Pure records. */
package dev.sartor.latency.certificate;
