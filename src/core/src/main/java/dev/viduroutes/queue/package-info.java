/** What all kinds of queues share: messages as they came, and what their dead letters say. */
package dev.viduroutes.queue;
