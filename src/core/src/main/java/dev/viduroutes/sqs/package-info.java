/** Requests from Amazon SQS. */
package dev.viduroutes.sqs;
