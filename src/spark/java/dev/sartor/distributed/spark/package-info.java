/** Apache Spark as an engine for workers; its classes stay inside this package. */
package dev.sartor.distributed.spark;
