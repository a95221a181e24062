/** Numbers to watch, for those who have a Micrometer registry. */
package dev.viduroutes.metrics;
