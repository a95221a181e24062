/**
 * How a file gets onto the disk so that it is there after a power loss. Uses {@link dev.viduroutes.check} alone. Internal: hosts use
 * nothing of it.
 */
package dev.viduroutes.disk;
