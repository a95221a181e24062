/**
 * How it is now: tasks at the API, calls, what waits and why, what is away. From the memory of a gateway, or from the journal alone.
 * Everything is internal.
 */
package dev.viduroutes.live;
