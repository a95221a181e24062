/** Intakes that speak JMS: ActiveMQ Artemis, AMQP 1.0 brokers, and what a host's own connection factory leads to. */
package dev.viduroutes.jms;
