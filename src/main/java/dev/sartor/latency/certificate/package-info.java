/** Records of how a latency table was made and how well it predicts. */
package dev.sartor.latency.certificate;
