/**
 * What all kinds of queues share: inbound messages, the envelopes of their dead letters, and the bulkheads through which
 * replies, outcomes and dead letters leave. Knows no kind of queue. Internal: hosts use nothing of it.
 */
package dev.viduroutes.queue;
