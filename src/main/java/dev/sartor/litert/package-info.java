/**
 * Networks as LiteRT (TensorFlow Lite) files: fp32 and int8, with the metadata that tools read. Only this package uses
 * FlatBuffers. The formats are those of the public schemas {@code schema.fbs} (identifier TFL3) and {@code metadata_schema.fbs}
 * (identifier M001), Apache-2.0.
 */
package dev.sartor.litert;
