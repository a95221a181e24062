/**
 * The intake of Amazon SQS, and the dead letter queue there. Loaded only where the intake is enabled. Internal: hosts use nothing
 * of it.
 */
package dev.viduroutes.sqs;
