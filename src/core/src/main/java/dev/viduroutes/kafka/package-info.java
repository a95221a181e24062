/**
 * The intake of Kafka: many records in flight, offsets committed in order; and the dead letter topic. Loaded only where the intake
 * is enabled. Internal: hosts use nothing of it.
 */
package dev.viduroutes.kafka;
