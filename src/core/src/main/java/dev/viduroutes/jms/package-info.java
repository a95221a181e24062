/**
 * Intakes that speak JMS: ActiveMQ Artemis, AMQP 1.0 brokers, and what a host's own connection factory leads to; replies, and the
 * dead letter queue. Loaded only where such an intake is enabled. Internal: hosts use nothing of it.
 */
package dev.viduroutes.jms;
