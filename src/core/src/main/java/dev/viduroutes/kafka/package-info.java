/** Requests from Kafka: many records in flight, offsets committed in order. */
package dev.viduroutes.kafka;
